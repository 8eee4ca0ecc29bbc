/** A company to try things with: who it is, and what it sells to whom. */
export const empresaDePrueba = {
  id: "0f9a4d52-6d0b-4c5e-9a35-3d7a1f2b6c01",
  nit: "900373115",
  dv: 3,
  razonSocial: "Ferretería La Sabana S.A.S.",
  direccion: "Calle 13 # 68-40",
  municipio: "11001",
  email: "facturas@lasabana.co",
  resolucion: "18760000001",
  prefijo: "SETP",
  clientes: [
    {
      tipoDocumento: "31",
      numeroDocumento: "800197268",
      dv: 4,
      nombre: "Constructora El Dorado S.A.",
      email: "compras@eldorado.co",
    },
    {
      tipoDocumento: "13",
      numeroDocumento: "52419876",
      dv: null,
      nombre: "Marta Rojas",
      email: "marta@correo.co",
    },
  ],
  impuestos: [
    { tipo: "IVA", nombre: "IVA 19 %", tarifa: "19" },
    { tipo: "IVA", nombre: "IVA 5 %", tarifa: "5" },
    { tipo: "INC", nombre: "INC 8 %", tarifa: "8" },
    { tipo: "ICA", nombre: "ICA Bogotá 9,66 ‰", tarifa: "0.966" },
  ],
  productos: [
    {
      codigo: "CEM-50",
      nombre: "Cemento 50 kg",
      precio: "19990.33",
      impuestos: ["IVA 19 %", "ICA Bogotá 9,66 ‰"],
    },
    { codigo: "ALM-01", nombre: "Almuerzo de obra", precio: "12500.55", impuestos: ["INC 8 %"] },
    { codigo: "TOR-01", nombre: "Tornillo", precio: "2.50", impuestos: ["IVA 19 %"] },
    { codigo: "LIB-01", nombre: "Manual de obra", precio: "45000", impuestos: [] },
  ],
} as const;

export type Empresa = Omit<typeof empresaDePrueba, "id" | "nit" | "dv" | "razonSocial"> & {
  readonly id: string;
  readonly nit: string;
  readonly dv: number;
  readonly razonSocial: string;
};
