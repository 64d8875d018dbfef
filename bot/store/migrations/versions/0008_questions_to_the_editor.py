"""questions somebody agreed to send to the editor"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('left_question',
    sa.Column('id', sa.String(length=8), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('site', sa.String(length=40), nullable=False),
    sa.Column('outcome', sa.String(length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('left_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_left_question_expires_on'), ['expires_on'], unique=False)


def downgrade() -> None:
    op.drop_table('left_question')
