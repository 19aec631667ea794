import { z } from 'zod'
import { Id, NewId } from '#core/list.ts'
import { routesOf } from '#core/route.ts'

/** The list that a view belongs to: the `name` of the list in the browser. */
export const ListKey = z.string().regex(/^[a-z][a-z0-9_.-]{0,39}$/)

/** What the address of a list holds: names of filters, sort and search, each a short text. */
export const ViewSearch = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/), z.string().max(400))
  .refine((search) => Object.keys(search).length <= 20)
export type ViewSearch = z.infer<typeof ViewSearch>

export const SaveView = z.object({
  id: NewId,
  list: ListKey,
  name: z.string().trim().min(1).max(60),
  search: ViewSearch,
  /** Whether everyone of the company sees it. */
  shared: z.boolean(),
})
export type SaveView = z.infer<typeof SaveView>

export const SavedView = SaveView.extend({
  id: Id,
  mine: z.boolean(),
  /** Whether the reader may change or remove it. */
  changeable: z.boolean(),
})
export type SavedView = z.infer<typeof SavedView>

/** PNG or JPEG, at most one megabyte. */
export const Logo = z.object({ content: z.base64().min(1).max(1_400_000).nullable() })

const at = routesOf('customization')
const Done = z.object({ done: z.literal(true) })

/** The wire of customization: parsed by the server, typed and called in the browser, printed as OpenAPI. */
export const customizationContract = {
  views: at('GET', '/views')
    .input(z.object({ list: ListKey }))
    .output(z.object({ rows: z.array(SavedView) })),
  saveView: at('PUT', '/views/{id}').input(SaveView).output(SavedView),
  removeView: at('DELETE', '/views/{id}')
    .input(z.object({ id: Id }))
    .output(Done),
  logo: at('GET', '/company/logo')
    .input(z.object({}))
    .output(z.object({ url: z.string().nullable() })),
  setLogo: at('PUT', '/company/logo').input(Logo).output(Done),
}
