import { z } from 'zod'

/** How a list is asked for: in pages, by a cursor that the previous page gave. */
export const PageInput = z.object({
  /** Given by the page before; opaque. Absent: the first page. */
  cursor: z.string().max(400).optional(),
  limit: z.int().min(1).max(200).default(50),
})

export const Direction = z.enum(['asc', 'desc'])
export type Direction = z.infer<typeof Direction>

/** One page of a list. `total` counts every row that matches, not only this page's. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), nextCursor: z.string().nullable(), total: z.int() })

/** The id that the client chooses for what it creates, so that a repeated request changes nothing twice. */
export const NewId = z.uuidv7().toLowerCase()
/** However it is typed, an id is compared as text: in small letters. */
export const Id = z.uuid().toLowerCase()
