"""sources' addresses, who reviewed a card, and no table of contacts: nothing read it"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table('contact')
    with op.batch_alter_table('source', schema=None) as batch_op:
        batch_op.add_column(sa.Column('url', sa.String(length=300), nullable=False, server_default=''))
    with op.batch_alter_table('card_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reviewed_by', sa.String(length=80), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('card_version', schema=None) as batch_op:
        batch_op.drop_column('reviewed_by')
    with op.batch_alter_table('source', schema=None) as batch_op:
        batch_op.drop_column('url')
    op.create_table(
        'contact',
        sa.Column('id', sa.String(length=80), nullable=False),
        sa.Column('label', sa.String(length=200), nullable=False),
        sa.Column('value', sa.String(length=200), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
    )
