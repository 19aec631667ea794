import { client } from '#web/client.ts'

/** Customers by a part of their name, phone or number, as a picker shows them. */
export async function loadCustomers(text: string) {
  const { rows } = text.trim()
    ? await client.contacts.find({ q: text.trim(), limit: 12 })
    : await client.contacts.list({ limit: 12, sort: 'changed', direction: 'desc', archived: 'no' })
  return rows.map(({ id, name, number }) => ({ value: id, label: `${name} (${number})` }))
}
