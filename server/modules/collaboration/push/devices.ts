import { createHash } from 'node:crypto'
import { type PushDevice, PushTarget, type SavePushDevice } from '#core/collaboration/push.ts'
import { Refusal } from '#core/refusal.ts'
import { command, type Work } from '#platform/command.ts'
import { query } from '#platform/query.ts'
import type { Session } from '#platform/session.ts'
import { pushSender } from './keys.ts'

/** One person has few screens; the oldest gives way. */
const mostDevices = 10

const placeOf = (id: string) => `push_device|sealed|${id}`
const hashOf = (endpoint: string) => createHash('sha256').update(endpoint).digest()

/** The address and keys of a device, as its browser gave them. */
export const openTarget = ({ house }: Session, id: string, sealed: string): PushTarget =>
  PushTarget.parse(JSON.parse(house.safe.open(sealed, placeOf(id))))

/** A key has no screen. */
function userOf({ actor }: Pick<Work, 'actor'>): string {
  if (actor.kind !== 'user' || actor.id === null) throw new Refusal('access.forbidden')
  return actor.id
}

type Row = { id: string; name: string; created_at: Date; sent_at: Date | null }

/** The key that a browser subscribes with, and the reader's own devices. */
export const showPush = query('collaboration.read', async (from) => {
  const rows = await from.run<Row>(
    `select id, name, created_at, sent_at from push_device
     where company_id = $1 and user_id = $2 order by created_at desc, id`,
    [from.companyId, from.session.actor.id],
  )
  return {
    publicKey: pushSender(from.session.house).publicKey,
    devices: rows.map(
      (row): PushDevice => ({
        id: row.id,
        name: row.name,
        createdAt: row.created_at.toISOString(),
        sentAt: row.sent_at?.toISOString() ?? null,
      }),
    ),
  }
})

/** Lets a browser be written to. A browser that another user had used is theirs no more. */
export const saveDevice = command(
  'collaboration.read',
  async (work, { id, name, endpoint, keys }: SavePushDevice) => {
    const userId = userOf(work)
    const { house, language } = work.session
    const hash = hashOf(endpoint)
    await work.run('delete from push_device where company_id = $1 and endpoint_hash = $2', [
      work.companyId,
      hash,
    ])
    const sealed = house.safe.lock(JSON.stringify({ endpoint, keys }), placeOf(id))
    const written = await work.run(
      `insert into push_device (company_id, id, user_id, endpoint_hash, sealed, name, language, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
      [...[work.companyId, id, userId, hash, sealed, name, language], work.now],
    )
    if (written.length === 0) throw new Refusal('request.id_reused', { id })
    await work.run(
      `delete from push_device where company_id = $1 and user_id = $2 and id = any(
         array(select id from push_device where company_id = $1 and user_id = $2
           order by created_at desc, id desc offset $3))`,
      [work.companyId, userId, mostDevices],
    )
    return { done: true as const }
  },
  { name: 'collaboration.save_device' },
)

/** @throws collaboration.device_not_found also for another's */
export const removeDevice = command(
  'collaboration.read',
  async (work, { id }: { id: string }) => {
    const removed = await work.run(
      'delete from push_device where company_id = $1 and user_id = $2 and id = $3 returning id',
      [work.companyId, userOf(work), id],
    )
    if (removed.length === 0) throw new Refusal('collaboration.device_not_found', { id })
    return { done: true as const }
  },
  { name: 'collaboration.remove_device' },
)

/** Sends the reader a notification on every device of theirs, to see that it arrives. */
export const tryPush = command(
  'collaboration.read',
  async (work, _: object) => {
    const devices = await work.run<{ id: string }>(
      'select id from push_device where company_id = $1 and user_id = $2 order by id',
      [work.companyId, userOf(work)],
    )
    for (const { id } of devices)
      work.enqueue('collaboration.push', {
        deviceId: id,
        kind: 'trial',
        aboutId: id,
        at: work.now.toISOString(),
      })
    return { devices: devices.length }
  },
  { name: 'collaboration.try_push' },
)
