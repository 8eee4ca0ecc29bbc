-- Nadie ve ni escribe filas de otra empresa: tampoco el dueño de las tablas.
-- El servicio trabaja como facturacion_app, con la empresa en app.empresa_id.

ALTER TABLE empresas ENABLE ROW LEVEL SECURITY;
ALTER TABLE empresas FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON empresas USING (id = empresa_actual());

ALTER TABLE configuraciones_dian ENABLE ROW LEVEL SECURITY;
ALTER TABLE configuraciones_dian FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON configuraciones_dian USING (empresa_id = empresa_actual());

ALTER TABLE roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE roles FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON roles USING (empresa_id = empresa_actual());

ALTER TABLE rol_permisos ENABLE ROW LEVEL SECURITY;
ALTER TABLE rol_permisos FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON rol_permisos USING (empresa_id = empresa_actual());

ALTER TABLE usuarios ENABLE ROW LEVEL SECURITY;
ALTER TABLE usuarios FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON usuarios USING (empresa_id = empresa_actual());

ALTER TABLE clientes ENABLE ROW LEVEL SECURITY;
ALTER TABLE clientes FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON clientes USING (empresa_id = empresa_actual());

ALTER TABLE impuestos ENABLE ROW LEVEL SECURITY;
ALTER TABLE impuestos FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON impuestos USING (empresa_id = empresa_actual());

ALTER TABLE productos ENABLE ROW LEVEL SECURITY;
ALTER TABLE productos FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON productos USING (empresa_id = empresa_actual());

ALTER TABLE producto_impuestos ENABLE ROW LEVEL SECURITY;
ALTER TABLE producto_impuestos FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON producto_impuestos USING (empresa_id = empresa_actual());

ALTER TABLE facturas ENABLE ROW LEVEL SECURITY;
ALTER TABLE facturas FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON facturas USING (empresa_id = empresa_actual());

ALTER TABLE factura_lineas ENABLE ROW LEVEL SECURITY;
ALTER TABLE factura_lineas FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON factura_lineas USING (empresa_id = empresa_actual());

ALTER TABLE linea_impuestos ENABLE ROW LEVEL SECURITY;
ALTER TABLE linea_impuestos FORCE ROW LEVEL SECURITY;
CREATE POLICY aislamiento_empresa ON linea_impuestos USING (empresa_id = empresa_actual());

GRANT SELECT ON permisos, tipos_documento TO facturacion_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON empresas, configuraciones_dian, roles, rol_permisos, usuarios, clientes, impuestos, productos, producto_impuestos, facturas, factura_lineas, linea_impuestos TO facturacion_app;
