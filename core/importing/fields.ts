/** What the rows of a sheet are. */
export const sheetKinds = ['customers', 'invoices', 'payments', 'balances'] as const
export type SheetKind = (typeof sheetKinds)[number]

/** What a column can mean, whatever the sheet. */
export const fields = [
  'code',
  'name',
  'nameEn',
  'phone',
  'email',
  'vatNumber',
  'registration',
  'city',
  'address',
  'contactName',
  'number',
  'invoiceNumber',
  'issuedOn',
  'dueOn',
  'paidOn',
  'terms',
  'currency',
  'net',
  'vat',
  'total',
  'paid',
  'balance',
  'amount',
  'method',
  'reference',
  'status',
  'documentType',
  'debit',
  'credit',
  'age0',
  'age30',
  'age60',
  'age90',
  'age120',
  'ageMore',
  'note',
] as const
export type Field = (typeof fields)[number]

/** Whose debt a row is: every kind of sheet may name the customer in these ways. */
const who = ['code', 'name', 'phone', 'email', 'vatNumber', 'city'] as const

/** The fields that each kind of sheet can use, in the order they are offered. */
export const fieldsOf: Readonly<Record<SheetKind, readonly Field[]>> = {
  customers: [
    ...['code', 'name', 'nameEn', 'phone', 'email', 'vatNumber', 'registration'],
    ...['city', 'address', 'contactName', 'terms', 'currency', 'note'],
  ] as Field[],
  invoices: [
    ...['number', 'issuedOn', 'dueOn', ...who, 'terms', 'currency', 'net', 'vat', 'total'],
    ...['paid', 'balance', 'status', 'documentType', 'note'],
  ] as Field[],
  payments: [
    ...['number', 'invoiceNumber', 'paidOn', 'amount', 'currency', 'method', 'reference'],
    ...['code', 'name', 'note'],
  ] as Field[],
  balances: [
    ...[...who, 'currency', 'debit', 'credit', 'age0', 'age30', 'age60', 'age90', 'age120'],
    ...['ageMore', 'total', 'note'],
  ] as Field[],
}

/** Without these a sheet of that kind cannot be imported; of a list within, any one will do. */
export const needed: Readonly<Record<SheetKind, readonly (readonly Field[])[]>> = {
  customers: [['name']],
  invoices: [['issuedOn'], ['total', 'balance', 'net']],
  payments: [['paidOn'], ['amount']],
  balances: [
    ['name', 'code'],
    ['total', 'debit', 'credit', 'age0', 'age30', 'age60', 'age90', 'age120', 'ageMore'],
  ],
}
