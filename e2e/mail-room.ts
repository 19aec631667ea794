import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import type { Page } from 'playwright-core'
import { pagePolicy } from '#platform/security-headers.ts'
import { newPage, openBrowser } from './browser.ts'

const portOf = (server: net.Server): number => {
  const address = server.address()
  return address !== null && typeof address !== 'string' ? address.port : 0
}
const listen = async (server: net.Server) => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
}

const pageAround = `<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>بريد</title></head><body style="margin:0"><iframe title="mail" style="width:800px;height:600px;border:0"></iframe></body></html>`

/** What stands around a mail: the page's policy or none, and what its frame is forbidden. */
export type Surroundings = Readonly<{ around: '/guarded' | '/open'; sandbox: string | null }>

export type MailRoom = Readonly<{
  page: Page
  begin: () => Promise<void>
  /** Shows one mail, moves and presses the mouse on it if asked, and says what came of it. */
  show: (document: string, press: boolean) => Promise<string[]>
}>

/** A house that shows mails in Chromium, and a listener whom no mail may reach. */
export type MailHouse = Readonly<{
  /** Host and port of the listener. */
  target: string
  /** How many connections the listener has had. */
  connections: () => number
  /** What stands under /mail from now on. */
  serve: (body: string, headers: Readonly<Record<string, string>>) => void
  room: (surroundings: Surroundings) => Promise<MailRoom>
  close: () => Promise<void>
}>

export async function openMailHouse(): Promise<MailHouse> {
  let connected = 0
  let asked: string[] = []
  let served: Readonly<{ body: string; headers: Readonly<Record<string, string>> }> | undefined
  const listener = net.createServer((socket) => {
    connected += 1
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  })
  const house = http.createServer(({ url = '' }, answer) => {
    if (url === '/mail' && served) {
      answer.writeHead(200, served.headers).end(served.body)
      return
    }
    const known = url === '/guarded' || url === '/open'
    if (!known) asked.push(url)
    answer.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(url === '/guarded' && { 'content-security-policy': pagePolicy('bm9uY2U=') }),
    })
    answer.end(known ? pageAround : '')
  })
  await listen(listener)
  await listen(house)
  const { browser, close } = await openBrowser()

  const room = async ({ around, sandbox }: Surroundings): Promise<MailRoom> => {
    const page = await newPage(browser)
    const origin = `http://127.0.0.1:${portOf(house)}`
    let heard = new Set<string>()
    const home = `${origin}${around}`
    await page.context().exposeBinding('canary', () => void heard.add('script'))
    page.on('dialog', (dialog) => void dialog.dismiss())
    page.on('request', (request) => {
      const url = request.url()
      if (url !== home && !/^(data|about|blob):/.test(url)) heard.add(`request ${url.slice(0, 60)}`)
    })
    page.on('framenavigated', (frame) => {
      const url = frame.url()
      if (![home, 'about:srcdoc', 'about:blank'].includes(url))
        heard.add(`went to ${url.slice(0, 60)}`)
    })
    page.context().on('page', (window) => {
      heard.add('window')
      void window.close()
    })
    const begin = async () => {
      await page.goto(home)
      if (sandbox !== null)
        await page
          .locator('iframe')
          .evaluate((frame, value) => frame.setAttribute('sandbox', value), sandbox)
    }
    await begin()
    return {
      page,
      begin,
      /** Shows one mail, moves and presses the mouse on it, and says what came of it. */
      show: async (document: string, press: boolean) => {
        heard = new Set()
        asked = []
        const before = connected
        await page.locator('iframe').evaluate(
          (frame, value) =>
            new Promise<void>((resolve) => {
              frame.addEventListener('load', () => resolve(), { once: true })
              setTimeout(resolve, 1000)
              frame.setAttribute('srcdoc', value)
            }),
          document,
        )
        if (press) {
          await page.mouse.move(400, 30)
          await page.mouse.click(760, 40)
          await page.mouse.click(40, 40)
        }
        await page.waitForTimeout(15)
        if (connected > before) heard.add('connection')
        for (const url of asked) heard.add(`asked our own ${url}`)
        return [...heard]
      },
    }
  }
  return {
    target: `127.0.0.1:${portOf(listener)}`,
    connections: () => connected,
    serve: (body, headers) => {
      served = { body, headers }
    },
    room,
    close: async () => {
      await close()
      listener.close()
      house.closeAllConnections()
      house.close()
    },
  }
}
