import type pg from 'pg'
import type { Day } from '#core/day.ts'
import type { Currency } from '#core/money.ts'
import type { Permission } from '#core/permission.ts'
import { type Opened, opening } from './command.ts'
import { type Db, onClient, runNamed, transact } from './db.ts'
import { demand, type Session } from './session.ts'
import { dayOf } from './time.ts'

/** One consistent look at one company's books: every figure read through it is of the same instant. */
export type Look = Readonly<{
  session: Session
  db: Db
  run: <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]) => Promise<Row[]>
  companyId: string
  now: Date
  zone: string
  today: Day
  baseCurrency: Currency
  /** The company's own row as it stood when the look began. */
  company: Opened['company']
}>

/** Opens a look without asking for a permission: for the house itself and for public pages. */
export function look<Result>(
  session: Session,
  read: (look: Look) => Promise<Result>,
): Promise<Result> {
  return transact<Opened, Result>(
    session.house.pool,
    opening(session.companyId, 'read'),
    async (client, opened) => {
      const now = new Date(opened.now.getTime() + session.house.clock.offsetMs)
      return read({
        session,
        db: onClient(client),
        run: async (text, values) => (await runNamed<never>(client, text, values)).rows,
        companyId: session.companyId,
        now,
        zone: opened.zone,
        today: dayOf(now, opened.zone),
        baseCurrency: opened.base_currency,
        company: opened.company,
      })
    },
  )
}

/**
 * Wraps a read in its permission check and in a read-only snapshot.
 * @throws access.forbidden
 */
export function query<Input, Result>(
  permission: Permission,
  read: (look: Look, input: Input) => Promise<Result>,
): (session: Session, input: Input) => Promise<Result> {
  return async (session, input) => {
    demand(session, permission)
    return look(session, (opened) => read(opened, input))
  }
}
