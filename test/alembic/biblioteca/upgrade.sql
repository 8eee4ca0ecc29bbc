BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 4b9c27d0e615

CREATE TABLE libros (
    id BIGINT GENERATED ALWAYS AS IDENTITY, 
    titulo TEXT NOT NULL, 
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('4b9c27d0e615') RETURNING alembic_version.version_num;

-- Running upgrade  -> c07d94b8e123

CREATE TABLE socios (
    id BIGINT GENERATED ALWAYS AS IDENTITY, 
    correo VARCHAR(120) NOT NULL, 
    PRIMARY KEY (id), 
    UNIQUE (correo)
);

INSERT INTO alembic_version (version_num) VALUES ('c07d94b8e123') RETURNING alembic_version.version_num;

-- Running upgrade c07d94b8e123 -> 2fa6180cd57b

CREATE TABLE prestamos (
    id BIGINT GENERATED ALWAYS AS IDENTITY, 
    libro BIGINT NOT NULL, 
    socio BIGINT NOT NULL, 
    devuelto DATE, 
    PRIMARY KEY (id), 
    FOREIGN KEY(libro) REFERENCES libros (id), 
    FOREIGN KEY(socio) REFERENCES socios (id)
);

CREATE INDEX ix_prestamos_socio ON prestamos (socio);

DELETE FROM alembic_version WHERE alembic_version.version_num = 'c07d94b8e123';

UPDATE alembic_version SET version_num='2fa6180cd57b' WHERE alembic_version.version_num = '4b9c27d0e615';

-- Running upgrade 4b9c27d0e615 -> 8e31f5a2c094

ALTER TABLE libros ADD COLUMN isbn VARCHAR(13);

ALTER TABLE libros ADD CONSTRAINT libros_isbn_key UNIQUE (isbn);

INSERT INTO alembic_version (version_num) VALUES ('8e31f5a2c094') RETURNING alembic_version.version_num;

COMMIT;

