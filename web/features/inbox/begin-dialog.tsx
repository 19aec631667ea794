import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BeginConversation, Reach } from '#core/inbox/api.ts'
import { api, client } from '#web/client.ts'
import { loadCustomers } from '#web/features/contacts/index.ts'
import { newId } from '#web/new-id.ts'
import { useGo } from '#web/place.ts'
import { refusalOf } from '#web/refusal.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { ChannelIcon } from '#web/ui/channel-icon.tsx'
import { PickerInput } from '#web/ui/form/picker-input.tsx'
import { Why } from '#web/ui/page.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './composer.module.css'

type Props = Readonly<{ customerId?: string; onClose: () => void }>

/** Begins to speak with a customer: who, by which way, what. */
export function BeginDialog({ customerId, onClose }: Props) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const [chosen, setChosen] = useState<string | null>(customerId ?? null)
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={t('begin_ask')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <div className={css['modalBody']}>
        {!customerId && (
          <PickerInput
            label={t('customer')}
            value={chosen}
            onChange={setChosen}
            load={loadCustomers}
          />
        )}
        {chosen && <Ways key={chosen} customerId={chosen} onClose={onClose} />}
      </div>
    </Modal>
  )
}

function Ways({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const t = useWords('inbox')
  const { data, error, refetch } = useQuery(
    api.inbox.reach.queryOptions({ input: { id: customerId } }),
  )
  const [picked, setPicked] = useState<string | null>(null)
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones rows={2} />
  const ways = waysOf(data)
  const way = ways.find(({ key }) => key === picked)
  if (ways.length === 0) return <Why>{t('no_ways')}</Why>
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields. */}
      <div className={css['wayList']} role="group" aria-label={t('ways')}>
        {ways.map((each) => (
          <button
            key={each.key}
            type="button"
            aria-pressed={each.key === picked}
            onClick={() => setPicked(each.key)}
          >
            <ChannelIcon channel={each.channel} /> {t(`channel_${each.channel}`)}
            <small>
              <bdi dir="ltr">{each.name}</bdi>
            </small>
          </button>
        ))}
      </div>
      {way && <First key={way.key} way={way} customerId={customerId} onClose={onClose} />}
    </>
  )
}

type WayRow = Readonly<{
  key: string
  channel: Reach['addresses'][number]['channel']
  name: string
  closed: boolean
  conversationId: string | null
  threadId: string | null
  address: Reach['addresses'][number] | null
}>

const waysOf = ({ threads, addresses }: Reach): WayRow[] => [
  ...threads
    .filter(({ door, blocked }) => !door.shut && !blocked)
    .map((thread) => ({
      key: thread.id,
      channel: thread.channel,
      name: thread.address ?? thread.name,
      closed: thread.door.window.state === 'closed',
      conversationId: thread.conversationId,
      threadId: thread.id,
      address: null,
    })),
  ...addresses.map((address) => ({
    key: address.accountId + address.address,
    channel: address.channel,
    name: address.address,
    closed: address.templateOnly,
    conversationId: null,
    threadId: null,
    address,
  })),
]

type FirstProps = Readonly<{ way: WayRow; customerId: string; onClose: () => void }>

/** The first words; where only templates may be sent, the desk of the thread has them. */
function First({ way, customerId, onClose }: FirstProps) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const say = useWords('refusals')
  const go = useGo()
  const [ids] = useState(() => ({ id: newId(), conversationId: newId() }))
  const [subject, setSubject] = useState('')
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const to: BeginConversation['to'] | null = way.threadId
    ? { threadId: way.threadId }
    : way.address && {
        accountId: way.address.accountId,
        address: way.address.address,
        customerId,
      }
  if (way.conversationId)
    return (
      <Button
        variant="default"
        onClick={() => {
          onClose()
          go(`/inbox/${way.conversationId}?folder=all`)
        }}
      >
        {t('open_it')}
      </Button>
    )
  if (way.closed || !to) return <Why>{t('begin_template')}</Why>
  const send = async () => {
    if (busy) return
    setBusy(true)
    try {
      const { conversationId } = await client.inbox.begin({
        ...ids,
        to,
        say: { kind: 'text', text: text.trim() },
        ...(subject.trim() && { subject: subject.trim() }),
      })
      onClose()
      go(`/inbox/${conversationId}?folder=all`)
    } catch (error) {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
      setBusy(false)
    }
  }
  return (
    <>
      {way.channel === 'email' && (
        <TextInput
          label={t('subject')}
          dir="auto"
          maxLength={300}
          value={subject}
          onChange={({ currentTarget: { value } }) => setSubject(value)}
        />
      )}
      <Textarea
        label={t('text')}
        dir="auto"
        minRows={4}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <div className="form-acts">
        <Button loading={busy} disabled={text.trim() === ''} onClick={() => void send()}>
          {t('send')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
      </div>
    </>
  )
}
