"""remarks on an answer, sent to the editor"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('left_question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('card_id', sa.String(length=80), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM left_question WHERE card_id IS NOT NULL")
    with op.batch_alter_table('left_question', schema=None) as batch_op:
        batch_op.drop_column('card_id')
