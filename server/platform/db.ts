import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'

// int8 and date, once for the whole house: exact numbers, and days that stay days in every zone.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new Error(`Not an exact integer: ${text}`)
  return number
})
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/**
 * A database with no tables in its type: a module names its own through `withTables`, so that
 * reading another module's table does not compile.
 */
// biome-ignore lint/complexity/noBannedTypes: Kysely's way to say "no tables yet".
export type Db = Kysely<{}>

export type Pool = pg.Pool
export type Client = pg.PoolClient

/** Where PostgreSQL is and as whom to sign in. */
export type DatabaseLogin = Readonly<{
  connectionString?: string
  host?: string
  port?: number
  user?: string
  password?: string
  database?: string
}>

/** A pool of connections; an idle connection that breaks is replaced and logged, never fatal. */
export function openPool(
  login: DatabaseLogin,
  options: { max: number; onError: (error: Error) => void },
): Pool {
  const pool = new pg.Pool({
    ...login,
    max: options.max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    application_name: 'wasl',
  })
  // A pool that ends lets go of its connections before they are closed: what the server says to
  // those is no news. The pool repeats what its connection has said already.
  const heard = (error: Error) => {
    if (!pool.ending) options.onError(error)
  }
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', heard))
  return pool
}

// Named statements are parsed once per connection: 1.5 to 2.7 times the speed of unnamed ones.
const names = new Map<string, string>()
const mostNames = 800
function nameOf(text: string): string | undefined {
  let name = names.get(text)
  if (name === undefined && names.size < mostNames) {
    name = `w${names.size}`
    names.set(text, name)
  }
  return name
}

/** Runs one parameterised statement, named so that the server keeps its plan. */
export function runNamed<Row extends pg.QueryResultRow>(
  client: Pick<Client, 'query'>,
  text: string,
  values: readonly unknown[],
): Promise<pg.QueryResult<Row>> {
  const name = nameOf(text)
  const config = { text, values: [...values] }
  return client.query<Row>(name === undefined ? config : { ...config, name })
}

class ClientConnection implements DatabaseConnection {
  readonly #client: Client
  constructor(client: Client) {
    this.#client = client
  }
  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const result = await runNamed<pg.QueryResultRow>(this.#client, query.sql, query.parameters)
    return {
      rows: result.rows as Row[],
      numAffectedRows: BigInt(result.rowCount ?? 0),
    }
  }
  // biome-ignore lint/correctness/useYield: the driver's contract asks for it; nothing streams here.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Streaming is not used')
  }
}

class ClientDriver implements Driver {
  readonly #connection: ClientConnection
  constructor(client: Client) {
    this.#connection = new ClientConnection(client)
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async beginTransaction(): Promise<void> {
    throw new Error('Only command() and query() begin a transaction')
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

const adapter = new PostgresAdapter()
const compiler = new PostgresQueryCompiler()

/** The query builder over one connection, inside a transaction that someone else ends. */
export function onClient(client: Client): Db {
  return new Kysely({
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => new ClientDriver(client),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => compiler,
    },
  })
}

/**
 * Runs `work` between an opening message and a commit. A connection that saw an error it did not
 * expect is thrown away rather than handed to the next request.
 */
export async function transact<Opened extends pg.QueryResultRow, Result>(
  pool: Pool,
  opening: string,
  work: (client: Client, opened: Opened) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // Several statements in one message come back as several results; the last one is what was asked.
    const answers = (await client.query(opening)) as unknown as pg.QueryResult<Opened>[]
    const opened = answers.at(-1)?.rows[0]
    if (!opened) throw new Error('The company of this session does not exist')
    const result = await work(client, opened)
    await client.query('commit')
    return result
  } catch (error) {
    try {
      await client.query('rollback')
    } catch (failure) {
      broken = failure instanceof Error ? failure : new Error(String(failure))
    }
    throw error
  } finally {
    client.release(broken)
  }
}
