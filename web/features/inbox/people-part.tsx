import { useQuery } from '@tanstack/react-query'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { api } from '#web/client.ts'
import { useOwners } from '#web/features/contacts/index.ts'
import { useMay } from '#web/me.tsx'
import { ChannelIcon } from '#web/ui/channel-icon.tsx'
import { Go } from '#web/ui/link.tsx'
import { CheckedPhone } from '#web/ui/text/checked-phone.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { useWhen } from './clock.ts'
import css from './inbox.module.css'

type Props = Readonly<{ detail: ConversationDetail }>

/** The other threads of the customer, the people there, and who answers for them here. */
export function PeoplePart({ detail }: Props) {
  const may = useMay()
  return (
    <>
      <OtherThreads detail={detail} />
      {detail.customer && may('contacts.read') && <People customerId={detail.customer.id} />}
    </>
  )
}

function OtherThreads({ detail }: Props) {
  const t = useWords('inbox')
  const when = useWhen()
  const others = detail.threads.filter(({ id }) => id !== detail.threadId)
  if (others.length === 0) return null
  return (
    <section>
      <h3>{t('other_threads')}</h3>
      <ul className={css['facts']}>
        {others.map((thread) => {
          const at = [thread.lastInAt, thread.lastOutAt]
            .filter((each) => each !== null)
            .toSorted()
            .at(-1)
          const body = (
            <>
              <ChannelIcon channel={thread.channel} size={15} /> {t(`channel_${thread.channel}`)}{' '}
              <small>
                <bdi dir="ltr">{thread.address ?? thread.name}</bdi>
              </small>
            </>
          )
          return (
            <li key={thread.id}>
              {thread.conversationId ? (
                <Go to={`/inbox/${thread.conversationId}`} className="figure-link">
                  {body}
                </Go>
              ) : (
                <span>{body}</span>
              )}
              {at && <small>{when(at)}</small>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function People({ customerId }: { customerId: string }) {
  const t = useWords('inbox')
  const { nameOf } = useOwners()
  const { data } = useQuery(api.contacts.show.queryOptions({ input: { id: customerId } }))
  if (!data) return null
  const owner = nameOf(data.ownerId)
  const phones = (data.identities ?? []).filter(({ kind }) => kind === 'phone')
  const mails = (data.identities ?? []).filter(({ kind }) => kind === 'email')
  const rows: [string, string, React.ReactNode][] = [
    ...data.contacts
      .slice(0, 4)
      .map((contact): [string, string, React.ReactNode] => [
        contact.id,
        contact.title ?? t('contact'),
        <Bdi key="name">{contact.name}</Bdi>,
      ]),
    ...phones
      .slice(0, 3)
      .map(({ id, value, wrong }): [string, string, React.ReactNode] => [
        id,
        t('phone'),
        <CheckedPhone key="phone" value={value} wrong={wrong} />,
      ]),
    ...mails.slice(0, 2).map(({ id, value }): [string, string, React.ReactNode] => [
      id,
      t('email'),
      <bdi key="mail" dir="ltr">
        {value}
      </bdi>,
    ]),
    ...(owner
      ? ([['owner', t('owner'), <Bdi key="owner">{owner}</Bdi>]] as const).map(
          (row): [string, string, React.ReactNode] => [...row],
        )
      : []),
  ]
  if (rows.length === 0) return null
  return (
    <section>
      <dl className={css['names']}>
        {rows.map(([key, name, value]) => (
          <div key={key}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
