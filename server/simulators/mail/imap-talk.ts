import type { Socket } from 'node:net'
import {
  type Answer,
  type Folder,
  fetch,
  openFolder,
  search,
  statusOf,
  store,
} from './imap-commands.ts'
import { isList, type Token, textOf, tokensOf } from './imap-wire.ts'

const capabilities = 'IMAP4rev1 LITERAL+ SASL-IR AUTH=PLAIN AUTH=XOAUTH2 ID NAMESPACE IDLE UNSELECT'

/** What a client hears first. */
export const greeting = `* OK [CAPABILITY ${capabilities}] The played mailbox is ready\r\n`

/** How the played server misbehaves. */
export type ImapFaults = {
  /** Nobody gets in, whatever the password. */
  refuseLogin: boolean
  /** Every answer comes this much later. */
  slowMs: number
  /** So many connections are closed before they are greeted. */
  hangUp: number
  /** So many connections are closed at the next FETCH. */
  dropAtFetch: number
}

/** Somebody who is connected. */
export type Client = {
  readonly socket: Socket
  login: string | null
  folder: Folder | null
  idle: string | null
  told: number
}

/** Says how many mails there are now, to who waits for it or asks. */
export function tell(client: Client): void {
  if (client.folder === null || client.idle === null) return
  client.told = client.folder.mails.length
  client.socket.write(`* ${client.told} EXISTS\r\n`)
}

/** What a talk needs of the server around it. */
type House = Readonly<{
  faults: ImapFaults
  folderOf: (login: string) => Folder
  admits: (login: string, password: string) => boolean
  /** Whether a token lets into this mailbox. */
  admitsToken: (login: string, token: string) => boolean
}>

/** One client's talk: a command after the other, each answered before the next one is heard. */
export function conversation(client: Client, house: House): (command: string) => void {
  let turn = Promise.resolve()
  let plainTag: string | null = null
  // A client that is refused a token says with an empty line that it has understood why.
  let refusedTag: string | null = null
  const send = async (tag: string, { lines = [], end }: Answer) => {
    if (house.faults.slowMs > 0)
      await new Promise((resolve) => setTimeout(resolve, house.faults.slowMs))
    for (const line of lines) {
      client.socket.write(line)
      client.socket.write('\r\n')
    }
    client.socket.write(`${tag} ${end}\r\n`)
    if (end.startsWith('OK Bye')) client.socket.end()
  }
  const heard = async (command: string) => {
    if (client.idle !== null) {
      const tag = client.idle
      client.idle = null
      if (command.toUpperCase() === 'DONE') await send(tag, { end: 'OK Woken' })
      return
    }
    if (plainTag !== null) {
      const tag = plainTag
      plainTag = null
      await send(tag, plainLogin(client, house, command))
      return
    }
    if (refusedTag !== null) {
      const tag = refusedTag
      refusedTag = null
      await send(tag, command === '' ? noEntry : { end: 'BAD An empty line was expected' })
      return
    }
    const [tag, name, ...args] = tokensOf(command)
    const verb = textOf(name).toUpperCase()
    if (verb === 'AUTHENTICATE' && textOf(args[0]).toUpperCase() === 'XOAUTH2') {
      const answered = tokenLogin(client, house, textOf(args[1]))
      if (answered) return send(textOf(tag), answered)
      refusedTag = textOf(tag)
      client.socket.write(`+ ${tokenRefused}\r\n`)
      return
    }
    if (verb === 'AUTHENTICATE' && args.length === 1) {
      plainTag = textOf(tag)
      client.socket.write('+ \r\n')
      return
    }
    if (verb === 'IDLE' && client.folder !== null) {
      client.socket.write('+ idling\r\n')
      client.idle = textOf(tag)
      if (client.folder.mails.length !== client.told) tell(client)
      return
    }
    await send(textOf(tag) || '*', answer(client, house, verb, args))
  }
  return (command) => {
    turn = turn
      .then(() => heard(command))
      .catch(() => {
        client.socket.destroy()
      })
  }
}

/** Google's own form (SASL XOAUTH2), to the letter. */
const tokenForm = /^user=([^|]+)\|auth=Bearer ([!-~]+)\|\|$/
const tokenRefused = Buffer.from(
  JSON.stringify({ status: '401', schemes: 'bearer', scope: 'https://mail.google.com/' }),
).toString('base64')
const noEntry: Answer = { end: 'NO [AUTHENTICATIONFAILED] Invalid credentials' }

/** Undefined where the token lets nobody in: the client is told why, and answers first. */
function tokenLogin(client: Client, house: House, encoded: string): Answer | undefined {
  const bytes = Buffer.from(encoded, 'base64')
  const [, login, token] = tokenForm.exec(bytes.toString('utf8').replaceAll('\u0001', '|')) ?? []
  if (login === undefined || token === undefined || bytes.toString('base64') !== encoded)
    return { end: 'BAD Not the form of XOAUTH2' }
  if (!house.admitsToken(login, token)) return undefined
  client.login = login
  return { end: `OK [CAPABILITY ${capabilities}] Welcome` }
}

function plainLogin(client: Client, house: House, encoded: string): Answer {
  const [, login = '', password = ''] = Buffer.from(encoded, 'base64').toString('utf8').split('\0')
  return signIn(client, house, login, password)
}

function signIn(client: Client, house: House, login: string, password: string): Answer {
  if (!house.admits(login, password))
    return { end: 'NO [AUTHENTICATIONFAILED] Wrong login or password' }
  client.login = login
  return { end: `OK [CAPABILITY ${capabilities}] Welcome` }
}

function answer(client: Client, house: House, verb: string, args: readonly Token[]): Answer {
  switch (verb) {
    case 'CAPABILITY':
      return { lines: [`* CAPABILITY ${capabilities}`], end: 'OK Done' }
    case 'ID':
      return { lines: ['* ID ("name" "Wasl played mailbox")'], end: 'OK Done' }
    case 'NOOP':
    case 'CHECK': {
      const folder = client.folder
      if (folder === null || folder.mails.length === client.told) return { end: 'OK Done' }
      client.told = folder.mails.length
      return { lines: [`* ${client.told} EXISTS`], end: 'OK Done' }
    }
    case 'LOGOUT':
      return { lines: ['* BYE See you'], end: 'OK Bye' }
    case 'LOGIN':
      return signIn(client, house, textOf(args[0]), textOf(args[1]))
    case 'AUTHENTICATE':
      return plainLogin(client, house, textOf(args[1]))
    default:
      return client.login === null
        ? { end: 'BAD Sign in first' }
        : signedIn(client, house.folderOf(client.login), house, verb, args)
  }
}

function signedIn(
  client: Client,
  mailbox: Folder,
  house: House,
  verb: string,
  args: readonly Token[],
): Answer {
  const named = textOf(args[0]).toUpperCase() === 'INBOX'
  switch (verb) {
    case 'NAMESPACE':
      return { lines: ['* NAMESPACE (("" "/")) NIL NIL'], end: 'OK Done' }
    case 'LIST':
    case 'LSUB': {
      const matches = /^(INBOX|[*%])$/i.test(textOf(args[1]))
      const line = `* ${verb} (\\HasNoChildren) "/" INBOX`
      return { lines: matches ? [line] : [], end: 'OK Done' }
    }
    case 'STATUS':
      if (!named) return { end: 'NO [NONEXISTENT] No such folder' }
      return { lines: [statusOf(mailbox, isList(args[1]) ? args[1] : [])], end: 'OK Done' }
    case 'SELECT':
    case 'EXAMINE':
      if (!named) return { end: 'NO [NONEXISTENT] No such folder' }
      client.folder = mailbox
      client.told = mailbox.mails.length
      return openFolder(mailbox, verb === 'EXAMINE')
    case 'CLOSE':
    case 'UNSELECT':
      client.folder = null
      return { end: 'OK Closed' }
    default:
      return client.folder === null
        ? { end: 'BAD Open a folder first' }
        : opened(client, client.folder, house, verb, args)
  }
}

function opened(
  client: Client,
  folder: Folder,
  { faults }: House,
  verb: string,
  args: readonly Token[],
): Answer {
  const byUid = verb === 'UID'
  const what = byUid ? textOf(args[0]).toUpperCase() : verb
  const rest = byUid ? args.slice(1) : args
  if (what === 'FETCH' && faults.dropAtFetch > 0) {
    faults.dropAtFetch -= 1
    client.socket.destroy()
  }
  if (what === 'FETCH') return fetch(folder, rest, byUid)
  if (what === 'SEARCH') return search(folder, rest, byUid)
  if (what === 'STORE') return store(folder, rest, byUid)
  return { end: 'BAD This is not spoken here' }
}
