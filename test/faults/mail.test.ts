import { expect, it } from 'vitest'
import { queueMessage } from '#modules/messaging/index.ts'
import { command } from '#platform/command.ts'
import type { MailFaults } from '#server/simulators/mail/simulator.ts'
import { newId, openHouse } from '#test/house.ts'

const start = '2026-03-01T09:00:00Z'
const the = openHouse({ now: start })

type Befall = (faults: MailFaults, address: string) => void

/** What befalls the first try of a mail, and whether its customer has it in the end. */
const faults: Readonly<Record<string, Readonly<{ arrives: boolean; befall: Befall }>>> = {
  'nothing goes wrong': { arrives: true, befall: () => undefined },
  'it is asked to come back later': {
    arrives: true,
    befall: (all) => {
      all.later = 1
    },
  },
  'it is refused by policy': {
    arrives: false,
    befall: (all) => {
      all.reject = 1
    },
  },
  'the connection breaks in the middle': {
    arrives: true,
    befall: (all) => {
      all.dropBeforeDataEnd = 1
    },
  },
  'the connection breaks after it was taken': {
    arrives: true,
    befall: (all) => {
      all.dropAfterData = 1
    },
  },
  'nobody lives there': { arrives: false, befall: (all, address) => void all.refused.add(address) },
}

const queue = (address: string) =>
  command('messaging.send', (work) =>
    queueMessage(work, {
      to: { address },
      channel: 'email',
      category: 'other',
      language: 'ar',
      subject: 'تجربة',
      body: 'السلام عليكم',
      attachments: [],
      about: { kind: 'test', id: newId() },
      once: address,
    }),
  )(the.session(), undefined)

type Ended = { state: string; reason: string | null; detail: string | null }

async function ends(address: string): Promise<Ended | undefined> {
  for (const minutes of [0, 2, 10, 60, 240]) {
    the.setNow(new Date(new Date(start).getTime() + minutes * 60_000).toISOString())
    await the.workerPool.query('update graphile_worker._private_jobs set run_at = now()')
    await the.drain()
  }
  the.setNow(start)
  const [row] = await the.sql<Ended>(
    'select state, reason, detail from message where to_address = $1',
    [address],
  )
  return row
}

it.each(Object.keys(faults))(
  '%s: a mail arrives once or not at all, and is listed if in doubt',
  async (what) => {
    const { mail } = the.simulators
    const address = `${Object.keys(faults).indexOf(what)}@example.com`
    faults[what]?.befall(mail.faults, address)
    await queue(address)
    const end = await ends(address)
    const times = mail.inbox().list(address).length
    expect(times).toBe(faults[what]?.arrives ? 1 : 0)
    if (end?.state === 'sent') expect(times).toBe(1)
    else {
      expect(['failed', 'unknown']).toContain(end?.state)
      expect(end?.detail).toBeTruthy()
    }
  },
)
