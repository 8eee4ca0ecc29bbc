"""create socios

Revision ID: c07d94b8e123
Revises:
Create Date: 2025-10-02 09:00:00

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op

revision: str = "c07d94b8e123"
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = "socios"
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        "socios",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("correo", sa.String(120), nullable=False, unique=True),
    )


def downgrade() -> None:
    op.drop_table("socios")
