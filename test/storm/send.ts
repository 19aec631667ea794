import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Node } from '#test/crash/processes.ts'
import type { Delivery } from './vendors.ts'

/** How one delivery ended: when a node answered for the first time, and how long that took. */
export type Answer = Readonly<{
  delivery: Delivery
  status: number
  ms: number
  /** By the clock of this process. */
  at: number
  /** While a node was away, or because of it. */
  shaken: boolean
}>

export type Sender = Readonly<{
  send: (delivery: Delivery) => Promise<Answer>
  close: () => void
}>

/** Sends as a vendor does behind a balancer: to either node, and again until somebody answers. */
export function openSender(nodes: readonly Node[], isShaken: () => boolean): Sender {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
  let turn = 0
  const once = (node: Node, { path, body, signature }: Delivery): Promise<number | undefined> =>
    new Promise((resolve) => {
      const request = http.request(`${node.address}${path}`, {
        agent,
        method: 'POST',
        timeout: 20_000,
        headers: {
          'content-type': 'application/json',
          'content-length': body.byteLength,
          ...(signature !== undefined && { 'x-hub-signature-256': signature }),
        },
      })
      let status: number | undefined
      request.on('response', (answer) => {
        status = answer.statusCode
        answer.resume()
        answer.on('end', () => resolve(status))
        answer.on('error', () => resolve(undefined))
      })
      // Whoever refuses a large body may hang up before it is all there.
      request.on('error', () => resolve(status))
      request.on('timeout', () => request.destroy())
      request.end(body)
    })
  return {
    send: async (delivery) => {
      const began = performance.now()
      const before = isShaken()
      for (let tries = 0; ; tries++) {
        turn += 1
        const node = nodes[turn % nodes.length]
        const status = node && (await once(node, delivery))
        if (status !== undefined && status < 500) {
          const at = performance.now()
          return { delivery, status, ms: at - began, at, shaken: before || isShaken() || tries > 0 }
        }
        if (performance.now() - began > 120_000) throw new Error('Nobody answers any more')
        if (tries > 0) await sleep(20)
      }
    },
    close: () => agent.destroy(),
  }
}

/** Sends all of them in this order, so many at a time. */
export async function sendAll(
  sender: Sender,
  deliveries: readonly Delivery[],
  clients: number,
  heard: (answer: Answer) => void,
): Promise<void> {
  let next = 0
  const client = async () => {
    for (let delivery = deliveries[next++]; delivery; delivery = deliveries[next++])
      heard(await sender.send(delivery))
  }
  await Promise.all(Array.from({ length: clients }, client))
}

export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  0
