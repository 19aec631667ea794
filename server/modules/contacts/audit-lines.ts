const personalFields: ReadonlySet<string> = new Set([
  ...['name', 'name_en', 'vat_number', 'registration', 'address', 'notes'],
])

/**
 * These fields of a record for the audit log. Of a person only that a field changed is written,
 * for the log is never altered and a person's data must be erasable.
 */
export function auditable(
  row: Readonly<Record<string, unknown>>,
  fields: readonly string[],
  personal: boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((name) => [
      name,
      personal && personalFields.has(name) && row[name] !== null ? '•••' : (row[name] ?? null),
    ]),
  )
}

/** A phone or an e-mail for the audit log, and for who may not see it: enough to tell two apart, too little to call. */
export const masked = (value: string): string => {
  const at = value.indexOf('@')
  return at > 0 ? `${value.slice(0, 1)}•••${value.slice(at)}` : `•••${value.slice(-3)}`
}
