import type { TestHouse } from '#test/house.ts'

/** As much of JSON Schema as the contract's description is written in. */
export type Schema = Readonly<{
  type?: string | readonly string[]
  format?: string
  pattern?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  allOf?: readonly Schema[]
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  default?: unknown
}>

export type Parameter = Readonly<{
  name: string
  in: 'path' | 'query'
  required?: boolean
  schema: Schema
}>

/** One route, as the product itself describes it. */
export type Operation = Readonly<{
  /** `people.changeUser`: where it stands in the contract. */
  name: string
  method: string
  path: string
  parameters: readonly Parameter[]
  body: Schema | undefined
}>

type Described = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

/** Every route of the API, read from the description that the product serves of itself. */
export async function operationsOf(house: TestHouse): Promise<Operation[]> {
  const reply = await house.http.request('http://wasl.test/api/v1/openapi.json')
  const described = (await reply.json()) as { paths: Record<string, Record<string, Described>> }
  const found = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]): Operation => {
      const [body] = Object.values(each.requestBody?.content ?? {})
      return {
        name: each.operationId,
        method: method.toUpperCase(),
        path,
        parameters: each.parameters ?? [],
        body: body?.schema,
      }
    }),
  )
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** What one request says: by parameter's name, and the body. */
export type Input = Readonly<{
  path: Readonly<Record<string, unknown>>
  query: Readonly<Record<string, unknown>>
  body: unknown
}>

function queryText(query: Input['query']): string {
  const pairs = Object.entries(query).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return []
    if (Array.isArray(value)) return value.map((each, at) => [`${name}[${at}]`, textOf(each)])
    if (value !== null && typeof value === 'object')
      return Object.entries(value).map(([key, each]) => [`${name}[${key}]`, textOf(each)])
    return [[name, textOf(value)]]
  })
  return pairs.map(([name, value]) => `${safelyEncoded(name)}=${safelyEncoded(value)}`).join('&')
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
const safelyEncoded = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))

/** The address of a request, with what it says in path and query. */
export function addressOf(operation: Operation, input: Input): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    safelyEncoded(textOf(input.path[name])),
  )
  const query = queryText(input.query)
  return query === '' ? path : `${path}?${query}`
}
