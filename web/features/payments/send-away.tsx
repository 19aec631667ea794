import { Button, Modal } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { ReachAsked, ReachSeen } from '#core/messaging/reach.ts'
import { newId } from '#web/new-id.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { ChannelChoice } from '#web/ui/channel-choice.tsx'
import { Why } from '#web/ui/page.tsx'
import { ReachReason } from '#web/ui/reach-why.tsx'
import { Ltr } from '#web/ui/text/text.tsx'
import { WithLinks } from '#web/ui/text/with-links.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './payments.module.css'
import { useChange } from './use-change.ts'

type Away = Readonly<{ state: 'queued' | 'refused'; reason: string | null }>

type Props = Readonly<{
  /** Names what is sent, for its preview to be kept under. */
  name: string
  title: ReactNode
  yes: ReactNode
  /** What is said once it is on its way. */
  queued: string
  preview: (channel: ReachAsked) => Promise<ReachSeen>
  send: (channel: ReachAsked, requestId: string) => Promise<Away>
  onClose: () => void
}>

/** Sends a receipt or a link, after showing which way it takes and how it reads there. */
export function SendAway({ name, title, yes, queued, preview, send, onClose }: Props) {
  const t = useWords('payments')
  const ui = useWords('ui')
  const [channel, setChannel] = useState<ReachAsked>('best')
  const [requestId] = useState(newId)
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['payments.send_away', name, channel],
    queryFn: () => preview(channel),
    gcTime: 0,
    placeholderData: keepPreviousData,
  })
  const away = useChange(
    () => send(channel, requestId),
    ({ state, reason }) => {
      if (state === 'queued') toast.said(queued)
      else toast.failed(t('mail_refused'), reason === 'no_account' ? t('mail_no_account') : '')
      onClose()
    },
  )
  const shown = data && !isPlaceholderData ? data : undefined
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={title}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      {error && <Failed error={error} onRetry={() => void refetch()} />}
      {data && (
        <ChannelChoice
          open={data.open}
          closed={data.closed}
          value={channel}
          onChange={setChannel}
        />
      )}
      {!error && !shown && <Bones rows={4} />}
      {shown && <Seen seen={shown} />}
      <div className="form-acts">
        {shown?.why.channel && (
          <Button onClick={() => away.mutate(undefined)} loading={away.isPending}>
            {yes}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {ui('cancel')}
        </Button>
      </div>
    </Modal>
  )
}

function Seen({ seen }: { seen: ReachSeen }) {
  const say = useWords('messaging')
  return (
    <>
      {seen.why.channel ? <ReachReason why={seen.why} /> : <Why>{say('send_no_way')}</Why>}
      {seen.to && (
        <p>
          <Ltr>{seen.to}</Ltr>
        </p>
      )}
      {seen.why.channel && (
        <p dir="auto" className={css['words']}>
          <WithLinks>{seen.words}</WithLinks>
        </p>
      )}
    </>
  )
}
