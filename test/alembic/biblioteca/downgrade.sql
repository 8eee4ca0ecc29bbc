BEGIN;

-- Running downgrade 8e31f5a2c094 -> 4b9c27d0e615

ALTER TABLE libros DROP COLUMN isbn;

UPDATE alembic_version SET version_num='4b9c27d0e615' WHERE alembic_version.version_num = '8e31f5a2c094';

-- Running downgrade 4b9c27d0e615 -> 

DROP TABLE libros;

DELETE FROM alembic_version WHERE alembic_version.version_num = '4b9c27d0e615';

DROP TABLE alembic_version;

COMMIT;

BEGIN;

-- Running downgrade 2fa6180cd57b -> c07d94b8e123

DROP TABLE prestamos;

INSERT INTO alembic_version (version_num) VALUES ('c07d94b8e123') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='4b9c27d0e615' WHERE alembic_version.version_num = '2fa6180cd57b';

-- Running downgrade c07d94b8e123 -> 

DROP TABLE socios;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'c07d94b8e123';

-- Running downgrade 4b9c27d0e615 -> 

DROP TABLE libros;

DELETE FROM alembic_version WHERE alembic_version.version_num = '4b9c27d0e615';

DROP TABLE alembic_version;

COMMIT;

