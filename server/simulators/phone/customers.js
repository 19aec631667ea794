import { make } from './show.js'
import { at, say } from './wire.js'

const waitMs = 250

/** The company's own customers by words, as far as who is signed in here may see them; else nothing. */
async function found(words) {
  const asked = new URLSearchParams({ limit: '20', ...(words && { q: words }) })
  const response = await fetch(`/api/v1/customers?${asked}`).catch(() => undefined)
  return response?.ok ? (await response.json()).rows : undefined
}

const named = ({ name, number }) => `${name} (${number})`

/**
 * Lets whoever plays the customer be one of the company's own: `addressOf` says where a customer is
 * reached on the channel that is open, and `choose` is told of the one that was picked.
 */
export async function offerCustomers({ addressOf, choose }) {
  const field = at('own')
  // Only who came here signed in to the company has the field.
  if (!field) return
  let rows = []
  let timer
  const look = async (words) => {
    const now = await found(words)
    at('own-label').hidden = now === undefined
    rows = (now ?? []).filter(addressOf)
    at('own-list').replaceChildren(
      ...rows.map((row) => make('option', { value: named(row) }, addressOf(row))),
    )
  }
  field.placeholder = say.ownHint
  field.oninput = () => {
    const picked = rows.find((row) => named(row) === field.value)
    clearTimeout(timer)
    if (picked) {
      field.value = ''
      void choose(picked)
    } else timer = setTimeout(() => void look(field.value.trim()), waitMs)
  }
  field.onfocus = () => void look(field.value.trim())
  await look('')
}
