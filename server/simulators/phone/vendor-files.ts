import { listOf, record } from '../meta/answers.ts'
import type { MetaSimulator } from '../meta/simulator.ts'
import type { PlayedAccount } from '../meta/state.ts'
import type { TemplateWords } from './view.ts'

type Graph = Pick<MetaSimulator, 'app' | 'people' | 'phone'>

const bearer = ({ token }: PlayedAccount) => ({ headers: { authorization: `Bearer ${token}` } })

/** The approved words of an account's templates, asked for only if they are wanted. */
export async function templatesOf(
  meta: Graph,
  account: PlayedAccount,
  wanted: boolean,
): Promise<TemplateWords> {
  if (!wanted || !account.waba) return () => []
  const answer = await meta.app.request(
    `/v24.0/${account.waba}/message_templates?limit=100`,
    bearer(account),
  )
  const { data } = record(await answer.json())
  const all = listOf(data).map(record)
  return (name, language) => {
    const found = all.find((each) => each['name'] === name && each['language'] === language)
    return listOf(found?.['components']).map(record)
  }
}

/** A file that the business sent, fetched as the vendor's own application would. */
export async function businessFile(
  meta: Graph,
  account: PlayedAccount,
  who: string,
  message: string,
) {
  const person = meta.people(account.id).find((each) => each.id === who)
  const arrived =
    person &&
    meta
      .phone(account.id, person)
      .arrived()
      .find((each) => each.id === message)
  if (!arrived) return undefined
  const content = record(arrived.content)
  const attached = record(record(content['attachment'])['payload'])
  const place = await placeOf(meta, account, content['id'], attached['attachment_id'])
  if (!place) return undefined
  const answer = await meta.app.request(place, bearer(account))
  if (!answer.ok) return undefined
  const mime = answer.headers.get('content-type') ?? 'application/octet-stream'
  return { bytes: new Uint8Array(await answer.arrayBuffer()), mime }
}

async function placeOf(meta: Graph, account: PlayedAccount, media: unknown, attachment: unknown) {
  if (typeof attachment === 'string')
    return `/files/${encodeURIComponent(attachment)}?until=${Number.MAX_SAFE_INTEGER}`
  if (typeof media !== 'string') return undefined
  const answer = await meta.app.request(`/v24.0/${encodeURIComponent(media)}`, bearer(account))
  const { url } = record(await answer.json())
  return typeof url === 'string' ? url.slice(url.indexOf('/files/')) : undefined
}
