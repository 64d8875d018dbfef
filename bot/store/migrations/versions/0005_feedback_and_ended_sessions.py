"""feedback on one answer with a reason, and ended sessions"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answer', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('reason', sa.String(length=20), nullable=True))
        batch_op.create_unique_constraint('uq_feedback_answer', ['answer'])
    op.create_table('ended_session',
    sa.Column('name_hash', sa.String(length=64), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('name_hash')
    )
    with op.batch_alter_table('ended_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ended_session_expires_at'), ['expires_at'], unique=False)


def downgrade() -> None:
    op.drop_table('ended_session')
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.drop_constraint('uq_feedback_answer', type_='unique')
        batch_op.drop_column('reason')
        batch_op.drop_column('answer')
