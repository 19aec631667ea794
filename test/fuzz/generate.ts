import fc from 'fast-check'
import { uuidv7 } from '#platform/ids.ts'
import type { Input, Operation, Schema } from './operations.ts'

/** What has broken others: quotes, markup, templates, marks of direction, what no text may hold. */
export const payloads: readonly string[] = [
  '',
  ' ',
  "'; drop table invoice; --",
  "' or 1=1 --",
  '1) union select null,version()--',
  '%',
  '_%\\',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `{{7*7}}$${'{'}7*7}<%= 7*7 %>#{7*7}`,
  '{{constructor.constructor("return process")()}}',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '\u0000',
  'a\u0000b',
  '\uD800',
  '\uFEFF\u200B\u200F\u202E\u2066',
  'ﷺﷲمُؤسَّسة ١٢٣٫٤٥',
  '𐍈👨‍👩‍👧‍👦',
  'İıſK',
  '=cmd|"/c calc"!A1',
  '\r\nBcc: everyone@example.com',
  '٣',
  '1e309',
  '-0',
  'NaN',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'true',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '2026-13-01T25:61:61Z',
  'x'.repeat(10_000),
  '99999999999999999999',
  '00000000-0000-0000-0000-000000000000',
]

const numbers = [
  0,
  -0,
  1,
  -1,
  0.1,
  1e-7,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  2 ** 53,
  2 ** 63,
  1e308,
  -1e308,
]

function nested(depth: number): unknown {
  let value: unknown = []
  for (let at = 0; at < depth; at++) value = at % 2 ? [value] : { a: value }
  return value
}

const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { length: 1e9 }, nested(2000)),
  fc.constantFrom<unknown>(...numbers),
  fc.constantFrom<unknown>(...payloads),
  fc.json().map((text): unknown => JSON.parse(text)),
  fc.constant(JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": {"a": 1}}}')),
)

/** Ids that are really there, of every kind, so that a request gets past the first look-up. */
export type KnownIds = readonly string[]

const formats: Record<string, fc.Arbitrary<string>> = {
  date: fc
    .tuple(
      fc.integer({ min: 2024, max: 2028 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`),
  'date-time': fc
    .integer({ min: 1_700_000_000, max: 1_900_000_000 })
    .map((seconds) => new Date(seconds * 1000).toISOString()),
  email: fc.nat().map((n) => `someone-${n}@example.com`),
  uri: fc.nat().map((n) => `https://example.com/${n}`),
}

const newUuid = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => uuidv7(1_790_000_000_000, () => Uint8Array.from(bytes)))

function text(schema: Schema, known: KnownIds): fc.Arbitrary<unknown> {
  const { format = '', pattern, minLength = 0, maxLength = 60 } = schema
  if (format === 'uuid')
    return known.length > 0
      ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, newUuid)
      : newUuid
  const byFormat = formats[format]
  if (byFormat) return byFormat
  if (pattern !== undefined) return matching(pattern)
  const words = fc.constantFrom('روافد الخليج', 'a customer', 'فاتورة ١٢', 'INV-1', 'SAR')
  return fc
    .oneof(words, fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 60) }))
    .map((word) => word.slice(0, maxLength).padEnd(minLength, 'م'))
}

function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern))
  } catch {
    // Look-aheads are beyond the generator: these are the shapes that the contract asks for so.
    return fc.constantFrom('1', '12.5', '2026-11-20', '+966501234567', '300000000000003')
  }
}

function whole(schema: Schema): fc.Arbitrary<number> {
  const low = schema.minimum ?? (schema.exclusiveMinimum ?? -1_000_001) + 1
  const high = schema.maximum ?? (schema.exclusiveMaximum ?? 1_000_001) - 1
  const [min, max] = [Math.max(low, -1e9), Math.min(high, 1e9)]
  return fc.oneof(fc.integer({ min, max: Math.max(min, max) }), fc.constantFrom(low, high))
}

function objectOf(schema: Schema, of: (part: Schema) => fc.Arbitrary<unknown>) {
  const { properties = {}, required = [] } = schema
  const parts = Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [name, of(part)]),
  )
  return fc.record(parts, { requiredKeys: [...required] as never[] })
}

/** Values that the schema allows, as far as it says what it allows. */
export function valid(schema: Schema, known: KnownIds): fc.Arbitrary<unknown> {
  const of = (part: Schema) => valid(part, known)
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map(of))
  if (schema.allOf)
    return fc
      .tuple(...schema.allOf.map(of))
      .map((parts) => Object.assign({}, ...parts) as Record<string, unknown>)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object' || schema.properties) {
    if (schema.properties) return objectOf(schema, of)
    const values =
      typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {}
    const names = schema.propertyNames ? of(schema.propertyNames) : fc.string({ maxLength: 10 })
    return fc
      .array(fc.tuple(names, of(values)), { maxLength: 3 })
      .map((pairs) => Object.fromEntries(pairs.map(([name, value]) => [String(name), value])))
  }
  if (type === 'array') {
    const { minItems = 0, maxItems = 3 } = schema
    const most = Math.max(minItems, Math.min(maxItems, 3))
    return fc.array(of(schema.items ?? {}), { minLength: minItems, maxLength: most })
  }
  if (type === 'string') return text(schema, known)
  if (type === 'integer') return whole(schema)
  if (type === 'number')
    return fc.oneof(whole(schema), fc.double({ noNaN: true, noDefaultInfinity: true }))
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  return fc.constantFrom<unknown>(null, 'x', 1, {}, [])
}

/** Values of nearly the right shape, spoiled in one place or many. */
export function hostile(schema: Schema, known: KnownIds): fc.Arbitrary<unknown> {
  const right = valid(schema, known)
  const spoiled: fc.Arbitrary<unknown>[] = [anything]
  const of = (part: Schema) => hostile(part, known)
  if (schema.properties) {
    const { required = [], properties } = schema
    spoiled.push(
      objectOf(schema, of),
      objectOf({ properties }, (part) => valid(part, known)),
      fc
        .tuple(
          objectOf(schema, (part) => valid(part, known)),
          fc.constantFrom('companyId', 'company_id', 'extra', '__proto__'),
          anything,
        )
        .map(([object, name, value]) => ({ ...object, [name]: value })),
      // One field spoiled, the others right: what reaches the deepest.
      fc
        .tuple(
          objectOf(schema, (part) => valid(part, known)),
          fc.constantFrom(
            ...(Object.keys(properties).length > 0 ? Object.keys(properties) : ['x']),
          ),
        )
        .chain(([object, name]) =>
          of(properties[name] ?? {}).map((value) => ({ ...object, [name]: value })),
        ),
      fc
        .tuple(
          objectOf(schema, (part) => valid(part, known)),
          fc.nat(),
        )
        .map(([object, at]) => {
          const gone = required[at % Math.max(1, required.length)]
          return Object.fromEntries(Object.entries(object).filter(([name]) => name !== gone))
        }),
    )
  }
  if (schema.type === 'array' && schema.items)
    spoiled.push(
      fc.array(of(schema.items), { maxLength: 4 }),
      valid(schema.items, known).map((item) => Array.from({ length: 1500 }, () => item)),
    )
  if (schema.type === 'string') {
    const { minLength = 0, maxLength = 100 } = schema
    spoiled.push(
      fc.constantFrom(...payloads),
      fc.constantFrom('م'.repeat(minLength), 'م'.repeat(maxLength), 'م'.repeat(maxLength + 1)),
      fc.constantFrom('𐍈'.repeat(Math.ceil(maxLength / 2)), '<'.repeat(maxLength)),
      fc.string({ unit: 'binary', maxLength: 50 }),
    )
  }
  if (schema.type === 'integer' || schema.type === 'number')
    spoiled.push(fc.constantFrom(...numbers))
  for (const choice of schema.anyOf ?? schema.oneOf ?? []) spoiled.push(of(choice))
  return fc.oneof(
    { weight: 2, arbitrary: right },
    ...spoiled.map((arbitrary) => ({ weight: 1, arbitrary })),
  )
}

/** Whole requests to one operation: some right, some nearly right, some made of rubble. */
export function requestsTo(operation: Operation, known: KnownIds): fc.Arbitrary<Input> {
  const said = (kind: 'path' | 'query', make: typeof valid) =>
    fc.record(
      Object.fromEntries(
        operation.parameters
          .filter((each) => each.in === kind)
          .map((each) => [each.name, make(each.schema, known)]),
      ),
      {
        requiredKeys: operation.parameters
          .filter((each) => each.in === kind && (each.required || kind === 'path'))
          .map(({ name }) => name) as never[],
      },
    )
  const body = (make: typeof valid) =>
    operation.body ? make(operation.body, known) : fc.constant(undefined)
  const all = (path: typeof valid, query: typeof valid, of: typeof valid) =>
    fc.record({ path: said('path', path), query: said('query', query), body: body(of) })
  return fc.oneof(
    { weight: 3, arbitrary: all(valid, valid, valid) },
    { weight: 4, arbitrary: all(valid, hostile, hostile) },
    { weight: 1, arbitrary: all(hostile, hostile, hostile) },
  )
}
