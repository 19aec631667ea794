import { beforeAll, describe, expect, it } from 'vitest'
import { mailReader, tryAccount } from '#modules/messaging/index.ts'
import { takeMail } from '#modules/messaging/threads/take-mail.ts'
import { fileLink } from '#platform/stored-files.ts'
import { type HostileFile, hostileFiles } from '#test/fixtures/files-attacks/files.ts'
import { newId, openHouse } from '#test/house.ts'

const the = openHouse({ now: '2026-03-01T09:00:00Z' })

type Kept = {
  id: string
  state: string
  name: string
  mime: string
  bytes: number
  file_id: string | null
}

/** What may be said of a file to a browser: nothing that it would run, or look into to find out. */
const harmless =
  /^(image\/(png|jpeg|gif|webp)|audio\/[\w.-]+|video\/[\w.-]+|application\/(pdf|octet-stream|vnd\.openxmlformats-officedocument\.\w+\.\w+))$/

const forbidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]|^[.\s]/u

async function openPlayed(provider: 'whatsapp_cloud' | 'messenger' | 'smtp') {
  const id = newId()
  const { chat } = await tryAccount(the.session(), { id, provider })
  return { id, address: chat?.address ?? '' }
}

const mediaOf = (accountId: string) =>
  the.sql<Kept>(
    `select d.id, d.state, d.name, d.mime, d.bytes, d.file_id from message_media d
     join message m on m.company_id = d.company_id and m.id = d.message_id
     where m.account_id = $1 order by m.provider_id, d.place`,
    [accountId],
  )

/** Each file as the page gives it away. */
async function judge(kept: Kept, original: HostileFile | undefined): Promise<void> {
  expect(kept.name).not.toMatch(forbidden)
  expect(kept.name.length).toBeGreaterThan(0)
  expect(Buffer.byteLength(encodeURIComponent(kept.name))).toBeLessThanOrEqual(1500)
  if (kept.state !== 'stored') return expect(kept.file_id).toBeNull()
  expect(kept.mime).toMatch(harmless)
  const link = fileLink(the.house, the.company.companyId, kept.file_id ?? '')
  const answer = await the.http.request(link)
  expect(answer.status).toBe(200)
  const head = (name: string) => answer.headers.get(name)
  expect(head('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w.%!~*'()-]+$/)
  expect(head('content-type')).toBe(kept.mime)
  expect(head('x-content-type-options')).toBe('nosniff')
  expect(head('content-security-policy')).toBe("sandbox; default-src 'none'")
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(original === undefined || bytes.equals(original.bytes)).toBe(true)
}

const held = () => {
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 / 1024
}

describe('a hostile file of a chat', () => {
  let before = 0
  let account: Awaited<ReturnType<typeof openPlayed>>

  beforeAll(async () => {
    account = await openPlayed('whatsapp_cloud')
    before = held()
    const phone = the.simulators.meta.phone(account.address, { id: '966500000001', name: 'غريب' })
    for (const { bytes, mime, name } of hostileFiles) {
      phone.document({ bytes: new Uint8Array(bytes), mime, fileName: name })
      await the.simulators.meta.deliver()
    }
    await the.drain()
  })

  it('lies here as plain bytes, and leaves only to be saved', async () => {
    const kept = await mediaOf(account.id)
    expect(kept).toHaveLength(hostileFiles.length)
    expect(kept.length).toBeGreaterThanOrEqual(60)
    for (const [place, each] of kept.entries()) await judge(each, hostileFiles[place])
    expect(kept.filter(({ state }) => state === 'waiting')).toEqual([])
  })

  it('is never unpacked: a bomb takes no more room than it has bytes', () => {
    expect(held() - before).toBeLessThan(100)
  })
})

const boundary = 'hadd'
const partOf = ({ name, mime, bytes }: HostileFile): string =>
  [
    `--${boundary}`,
    `Content-Type: ${mime}`,
    `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name.replace(/[\ud800-\udfff]/g, ''))}`,
    'Content-Transfer-Encoding: base64',
    '',
    bytes.toString('base64').replace(/.{76}/g, '$&\r\n'),
  ].join('\r\n')

const mailOf = (files: readonly HostileFile[], n: number): Buffer =>
  Buffer.from(
    [
      'From: Gharib <gharib@example.com>',
      'To: company@wasl.test',
      `Message-ID: <hostile-${n}@example.com>`,
      'Subject: files',
      'MIME-Version: 1.0',
      `Content-Type: multipart/mixed; boundary=${boundary}`,
      '',
      `--${boundary}\r\nContent-Type: text/plain\r\n\r\nsee the files`,
      ...files.map(partOf),
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  )

describe('a hostile file of a mail', () => {
  it('lies here as plain bytes under a safe name, and leaves only to be saved', async () => {
    const { id } = await openPlayed('smtp')
    const reader = the.house.plugs.get(mailReader)
    const before = held()
    for (let first = 0; first < hostileFiles.length; first += 20) {
      const raw = mailOf(hostileFiles.slice(first, first + 20), first)
      const read = await reader.read(new Uint8Array(raw), { servers: ['mx.wasl.test'] })
      await takeMail(the.session(), id, read, new Date('2026-03-01T09:05:00Z'))
    }
    const kept = await mediaOf(id)
    expect(kept.length).toBeGreaterThanOrEqual(60)
    for (const each of kept) await judge(each, undefined)
    expect(held() - before).toBeLessThan(100)
  })
})
