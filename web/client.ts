import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { contract } from '#core/contract.ts'

const link = new OpenAPILink(contract, {
  url: () => `${window.location.origin}/api/v1`,
  fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
})

/** Every endpoint of the server as a function, typed by the contract. */
export const client: JsonifiedClient<ContractRouterClient<typeof contract>> = createORPCClient(link)

/** The same endpoints as options and keys for TanStack Query. */
export const api = createTanstackQueryUtils(client)
