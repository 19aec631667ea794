import type { InvoiceChase } from '#core/collections/api.ts'
import { client } from '#web/client.ts'

const atOnce = 100
type Asked = Readonly<{
  resolve: (chase: InvoiceChase | null) => void
  reject: (reason: unknown) => void
}>
let waiting = new Map<string, Asked[]>()

async function ask(batch: ReadonlyMap<string, Asked[]>): Promise<void> {
  try {
    const { rows } = await client.collections.chaseOfInvoices({ ids: [...batch.keys()] })
    const found = new Map(rows.map((row) => [row.invoiceId, row]))
    for (const [id, asked] of batch) for (const { resolve } of asked) resolve(found.get(id) ?? null)
  } catch (error) {
    for (const asked of batch.values()) for (const { reject } of asked) reject(error)
  }
}

function flush(): void {
  const all = [...waiting]
  waiting = new Map()
  for (let at = 0; at < all.length; at += atOnce) void ask(new Map(all.slice(at, at + atOnce)))
}

/** Every row of a list asks for itself; those that ask in one moment travel in one request. */
export function loadInvoiceChase(invoiceId: string): Promise<InvoiceChase | null> {
  return new Promise((resolve, reject) => {
    if (waiting.size === 0) setTimeout(flush, 20)
    waiting.set(invoiceId, [...(waiting.get(invoiceId) ?? []), { resolve, reject }])
  })
}
