"""who decides and documents"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('card_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('decides', sa.String(length=80), nullable=True))
    op.create_table('document',
    sa.Column('token', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('token')
    )
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_expires_at'), ['expires_at'], unique=False)


def downgrade() -> None:
    op.drop_table('document')
    with op.batch_alter_table('card_version', schema=None) as batch_op:
        batch_op.drop_column('decides')
