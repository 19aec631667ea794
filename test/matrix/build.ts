import { disputeReasons } from '#core/collections/dispute.ts'
import { defaultPolicy } from '#core/collections/policy.ts'
import type { Input, Operation, Schema } from '#test/fuzz/operations.ts'
import { newId } from '#test/house.ts'
import { pdfFile } from '#test/pdf-file.ts'
import { kindOf } from './kinds.ts'

/** One row of each kind that a request may name, of the company that asks. */
export type Known = ReadonlyMap<string, readonly string[]>

let counter = 0
const unique = (): string => String(++counter).padStart(6, '0')

/** Values that mean something in this business, by the name of the field they go into. */
const byName: Record<string, () => unknown> = {
  currency: () => 'SAR',
  baseCurrency: () => 'SAR',
  amount: () => ({ minor: 100, currency: 'SAR' }),
  minor: () => 100,
  gross: () => ({ minor: 100, currency: 'SAR' }),
  reason: () => 'سبب مكتوب هنا',
  name: () => `اسم ${unique()}`,
  q: () => 'روافد',
  search: () => 'روافد',
  email: () => `someone-${unique()}@example.com`,
  to: () => `someone-${unique()}@example.com`,
  phone: () => '+966501234567',
  zone: () => 'Asia/Riyadh',
  code: () => `C${unique()}`,
  token: () => `no-such-token-${unique()}-`.padEnd(43, '0'),
  password: () => 'قهوة الصباح عند البحر',
  subject: () => 'عنوان',
  body: () => 'نص الرسالة',
  vatNumber: () => '300000000000003',
  quantity: () => '1',
  unitPrice: () => '10',
  rate: () => '3.75',
  from: () => '2026-01-01',
  to_day: () => '2026-11-20',
}

export const isId = (name: string, schema: Schema): boolean =>
  schema.format === 'uuid' || (schema.type === 'string' && /(^|[a-z])Ids?$/.test(name))

function textFor(schema: Schema): string {
  const { format, pattern, minLength = 1, maxLength = 40 } = schema
  if (format === 'date') return '2026-11-20'
  if (format === 'date-time') return '2026-11-20T09:00:00.000Z'
  if (format === 'email') return `someone-${unique()}@example.com`
  if (format === 'uri') return 'https://example.com/'
  if (pattern !== undefined) {
    const shapes = [
      '2026-11-20',
      '2026-11',
      '1',
      '1.5',
      '300000000000003',
      '+966501234567',
      '123456',
      'abc',
      '09:00',
      'A1',
    ]
    const shape = shapes.find((each) => new RegExp(pattern).test(each))
    if (shape !== undefined) return shape
  }
  return `نص ${unique()}`.slice(0, maxLength).padEnd(minLength, 'م')
}

/** What is asked for, built of what this company has. `all` fills what may be left out, too. */
export function build(
  operation: Operation,
  known: Known,
  name: string,
  schema: Schema,
  all = false,
): unknown {
  const part = (child: string, of: Schema) => build(operation, known, child, of, all)
  if ('const' in schema) return schema.const
  if (isId(name, schema)) {
    const [id] = known.get(kindOf(operation, name)) ?? []
    return id ?? newId()
  }
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return part(name, choice)
  if (schema.enum) return schema.default ?? schema.enum[0]
  const given = byName[name]
  if (given && (schema.type === 'string' || schema.type === 'object')) {
    const value = given()
    const fits = schema.type === 'object' ? typeof value === 'object' : typeof value === 'string'
    if (fits && (schema.pattern === undefined || new RegExp(schema.pattern).test(String(value))))
      if (schema.format === undefined || schema.format === 'email') return value
  }
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((each) => part(name, each)))
  if (schema.properties) {
    const wanted = Object.entries(schema.properties).filter(
      ([child]) => all || schema.required?.includes(child),
    )
    return Object.fromEntries(wanted.map(([child, of]) => [child, part(child, of)]))
  }
  if (schema.type === 'array')
    return (schema.minItems ?? 0) > 0 || all
      ? [part(name.replace(/s$/, ''), schema.items ?? {})]
      : []
  if (schema.type === 'string') return textFor(schema)
  if (schema.type === 'integer' || schema.type === 'number')
    return schema.default ?? Math.max(1, schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1)
  if (schema.type === 'boolean') return false
  if (schema.type === 'null') return null
  return {}
}

/** A file of a bank that nobody has taken yet. */
const statementFile = () => ({
  fileName: 'statement.csv',
  mapping: undefined,
  content: Buffer.from(
    `Date,Description,Debit,Credit,Balance\n2026-11-19,One ${unique()},,10.00,10.00\n2026-11-20,Two,,5.00,15.00\n`,
  ).toString('base64'),
})

const updatesFile = () => ({
  file: {
    name: 'updates.csv',
    content: Buffer.from('Invoice,Status\nINV-0,no_answer\n').toString('base64'),
  },
})

const monthly = { every: 'month', day: 5, whom: 'owing', customerIds: [], tags: [] }

/** Bodies that a schema alone does not tell how to write. */
const exact: Record<string, (known: Known) => object> = {
  'collections.addPaper': () => ({
    file: pdfFile('paper.pdf'),
  }),
  'collections.addDisputeWord': () => ({ text: 'ما جدّ في الاعتراض' }),
  'collections.changeDisputeRules': () => ({
    rules: disputeReasons.map((reason) => ({
      ...{ reason, answerHours: 20, ownerId: null, departmentId: null },
    })),
  }),
  'collections.proposeConcession': () => ({ kind: 'waiver', method: 'ledger' }),
  'collections.importOwnUpdates': () => updatesFile(),
  'collections.importUpdates': () => updatesFile(),
  'collections.saveAgency': () => ({
    terms: {
      bands: [{ fromDays: 0, basisPoints: 1000 }],
      minimum: { minor: 0, currency: 'SAR' },
      direct: true,
      vatBasisPoints: 1500,
    },
  }),
  'collections.orderPolicies': () => ({ keys: ['compared', defaultPolicy.key] }),
  'collections.savePolicy': () => ({ policy: defaultPolicy }),
  'collections.startSimulation': () => ({ policy: defaultPolicy }),
  'collections.startTrial': () => ({ policyA: defaultPolicy.key, policyB: 'compared' }),
  'credit.attachDocument': () => pdfFile('paper.pdf'),
  'credit.makeForm': () => ({ name: 'طالب ائتمان' }),
  'customization.setLogo': () => ({ content: null }),
  'importing.upload': () => ({
    fileName: 'customers.csv',
    content: Buffer.from('الاسم,الجوال\nروافد,0501234567\n').toString('base64'),
  }),
  'collaboration.saveDevice': () => ({
    endpoint: `https://push.invalid/${unique()}`,
    keys: { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) },
  }),
  'inbox.saveCanned': () => ({ shortcut: `ready${unique()}`, text: 'أهلًا' }),
  'inbox.upload': () => ({
    name: 'photo.png',
    mime: 'image/png',
    content: Buffer.from('\x89PNG\r\n\x1a\n picture', 'latin1').toString('base64'),
  }),
  'messaging.uploadSample': () => ({
    name: 'photo.png',
    content: Buffer.from('\x89PNG\r\n\x1a\n picture', 'latin1').toString('base64'),
  }),
  'payments.previewStatementPlan': () => monthly,
  'payments.saveStatementPlan': () => monthly,
  'payments.takeInstrument': () => ({
    ...{ kind: 'note', dueOn: '2026-12-01', shares: [] },
    file: pdfFile('note.pdf'),
  }),
  'payments.requestDeposit': () => ({
    ...{ kind: 'advance', subject: 'توريد', amount: { minor: 1000, currency: 'SAR' } },
  }),
  'payments.matchLine': () => ({ newPaymentId: newId() }),
  'payments.previewBank': () => statementFile(),
  'payments.takeStatement': () => statementFile(),
  'people.saveUserWork': () => ({ shifts: null, capacity: null, skills: [] }),
  'ledger.writeEntry': (known) => {
    const [first, second] = known.get('account') ?? []
    return {
      lines: [
        { accountId: first, amount: 100 },
        { accountId: second, amount: -100 },
      ],
    }
  },
}

/** A request that the contract allows, naming only what this company has. */
export function inputFor(operation: Operation, known: Known): Input {
  const said = (kind: 'path' | 'query') =>
    Object.fromEntries(
      operation.parameters
        .filter((each) => each.in === kind && (kind === 'path' || each.required))
        .map((each) => [each.name, build(operation, known, each.name, each.schema)]),
    )
  return {
    path: said('path'),
    query: said('query'),
    body: operation.body && {
      ...(build(operation, known, 'body', operation.body) as object),
      ...exact[operation.name]?.(known),
    },
  }
}

/** A place in a request where an id can stand. */
export type Slot = Readonly<{ in: 'path' | 'query' | 'body'; steps: readonly string[] }>

function slotsIn(name: string, schema: Schema, steps: readonly string[], depth = 0): string[][] {
  if (isId(name, schema) && !schema.enum) return [[...steps]]
  if (depth > 6) return []
  const inside: string[][] = []
  for (const [child, of] of Object.entries(schema.properties ?? {}))
    inside.push(...slotsIn(child, of, [...steps, child], depth + 1))
  if (schema.items)
    inside.push(...slotsIn(name.replace(/s$/, ''), schema.items, [...steps, '0'], depth + 1))
  for (const choice of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    inside.push(...slotsIn(name, choice, steps, depth + 1))
  return inside
}

/** Every place of an operation where an id can stand, however deep. */
export function slotsOf(operation: Operation): Slot[] {
  const slots: Slot[] = []
  for (const each of operation.parameters)
    for (const steps of slotsIn(each.name, each.schema, [each.name]))
      slots.push({ in: each.in, steps })
  if (operation.body)
    for (const steps of slotsIn('body', operation.body, [])) slots.push({ in: 'body', steps })
  const seen = new Set<string>()
  return slots.filter((slot) => {
    const key = `${slot.in}.${slot.steps.join('.')}`
    return seen.has(key) ? false : seen.add(key)
  })
}

/** Finds, through choices, the schema of a child; and whether the value so far can hold it. */
function childOf(schema: Schema, step: string): Schema | undefined {
  if (step === '0' && schema.items) return schema.items
  const own = schema.properties?.[step]
  if (own) return own
  for (const choice of [
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.allOf ?? []),
  ]) {
    const found = childOf(choice, step)
    if (found) return found
  }
  return undefined
}

function placed(
  operation: Operation,
  known: Known,
  at: Readonly<{ name: string; schema: Schema; value: unknown }>,
  steps: readonly string[],
  id: string,
): unknown {
  const [step, ...rest] = steps
  if (step === undefined) return id
  const child = childOf(at.schema, step) ?? {}
  const name = step === '0' ? at.name.replace(/s$/, '') : step
  const before =
    step === '0'
      ? Array.isArray(at.value)
        ? at.value[0]
        : undefined
      : (at.value as Record<string, unknown> | undefined)?.[step]
  const value = before ?? build(operation, known, name, child)
  const put = placed(operation, known, { name, schema: child, value }, rest, id)
  if (step === '0') return [put]
  const branch = [...(at.schema.anyOf ?? []), ...(at.schema.oneOf ?? [])].find((each) =>
    childOf(each, step),
  )
  const base =
    branch && !(at.value && step in (at.value as object))
      ? (build(operation, known, at.name, branch) as object)
      : ((at.value as object | undefined) ?? {})
  return { ...base, [step]: put }
}

/** The same request with this id in that place, what stands around it filled in. */
export function withId(
  operation: Operation,
  known: Known,
  base: Input,
  slot: Slot,
  id: string,
): Input {
  if (slot.in === 'body') {
    const schema = operation.body ?? {}
    return {
      ...base,
      body: placed(operation, known, { name: 'body', schema, value: base.body }, slot.steps, id),
    }
  }
  const [name = '', ...rest] = slot.steps
  const parameter = operation.parameters.find((each) => each.name === name && each.in === slot.in)
  const schema = parameter?.schema ?? {}
  const value = base[slot.in][name]
  const put = placed(operation, known, { name, schema, value }, rest, id)
  return { ...base, [slot.in]: { ...base[slot.in], [name]: put } }
}
