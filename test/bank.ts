import { saveAccount } from '#modules/payments/bank/accounts.ts'
import { listLines } from '#modules/payments/bank/lines.ts'
import { takeStatement } from '#modules/payments/bank/take-statement.ts'
import { newId, type TestHouse } from './house.ts'

export type Movement = readonly [day: string, words: string, riyals: number]

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** The bank of a test: accounts, files of their movements, and the lines that these became. */
export function bankOf(house: TestHouse) {
  let opening = 1000

  async function account(): Promise<string> {
    const id = newId()
    await saveAccount(house.session(), { id, name: `حساب ${id.slice(-4)}`, currency: 'SAR' })
    return id
  }

  /** A sheet of these movements. No two are alike unless they begin with the same balance. */
  function fileOf(movements: readonly Movement[], from?: number) {
    opening += 7
    let balance = from ?? opening
    const rows = movements.map(([day, words, riyals]) => {
      balance += riyals
      const [out, into] = riyals < 0 ? [(-riyals).toFixed(2), ''] : ['', riyals.toFixed(2)]
      return `${day},"${words}",${out},${into},${balance.toFixed(2)}`
    })
    const text = ['Date,Description,Debit,Credit,Balance', ...rows].join('\n')
    return { fileName: 'statement.csv', content: base64(text) }
  }

  /** The same account as its bank writes it in MT940. */
  function mt940Of(movements: readonly Movement[], from: number) {
    const written = (riyals: number) => Math.abs(riyals).toFixed(2).replace('.', ',')
    const short = (day: string) => day.slice(2).replaceAll('-', '')
    const closing = movements.reduce((sum, [, , riyals]) => sum + riyals, from)
    const [first = '', last = ''] = [movements[0]?.[0], movements.at(-1)?.[0]]
    const lines = movements.flatMap(([day, words, riyals]) => [
      `:61:${short(day)}${day.slice(5).replace('-', '')}${riyals < 0 ? 'D' : 'C'}${written(riyals)}NTRFNONREF`,
      `:86:${words}`,
    ])
    const text = [
      ...[':20:STATEMENT', ':25:12345678', `:60F:C${short(first)}SAR${written(from)}`],
      ...lines,
      ...[`:62F:C${short(last)}SAR${written(closing)}`, '-'],
    ].join('\r\n')
    return { fileName: 'statement.sta', content: base64(text) }
  }

  const take = (accountId: string, file: { fileName: string; content: string }, id = newId()) =>
    takeStatement(house.session(), { id, accountId, ...file, sure: false })

  /** Takes a statement of these movements; its lines in their order. */
  async function taken(...movements: Movement[]): Promise<string[]> {
    const accountId = await account()
    const id = newId()
    await take(accountId, fileOf([...movements, ['2026-11-20', `fees ${id}`, -1]]), id)
    const { rows } = await listLines(house.session(), { accountId, limit: 50 })
    return movements.map(
      ([, words]) => rows.find(({ description }) => description === words)?.id ?? '',
    )
  }

  return { account, fileOf, mt940Of, take, taken }
}
