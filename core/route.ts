import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Id } from './list.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The routes of one capability, named by it in the published description of the API. */
export const routesOf = (capability: string) => (method: Method, path: `/${string}`) =>
  oc.route({ method, path, tags: [capability] })

/** What is asked about one record. */
export const byId = z.object({ id: Id })
/** What asks about nothing in particular. */
export const none = z.object({})
