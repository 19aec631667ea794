import { ActionIcon, Button } from '@mantine/core'
import {
  IconCheck,
  IconChevronRight,
  IconInfoCircle,
  IconMailOpened,
  IconRotate2,
  IconTag,
  IconX,
} from '@tabler/icons-react'
import type { ConversationDetail, Viewer } from '#core/inbox/conversation.ts'
import { client } from '#web/client.ts'
import { CustomerMarks } from '#web/customer-marks.tsx'
import { useMay } from '#web/me.tsx'
import { stringifySearch, useGo, useSearchText } from '#web/place.ts'
import { Go } from '#web/ui/link.tsx'
import { RowMenu } from '#web/ui/row-menu.tsx'
import { Bdi } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { AskClose } from './ask-close.tsx'
import { AssignMenu } from './assign-menu.tsx'
import { Face } from './channel.tsx'
import css from './inbox.module.css'
import { LabelMark } from './label-mark.tsx'
import { useConversationLabels } from './lists.ts'
import { PriorityMenu } from './priority-menu.tsx'
import { SnoozeMenu } from './snooze-menu.tsx'
import { TypeMenu } from './type-menu.tsx'
import { useChange } from './use-change.ts'
import type { CloseView } from './use-close.ts'

type Props = Readonly<{
  detail: ConversationDetail
  others: readonly Viewer[]
  closing: CloseView
  /** Opens the panel where it does not stand beside the thread. */
  onPanel: (() => void) | undefined
}>

/** Whose conversation it is, who else looks at it, and what can be done with it as a whole. */
export function ThreadHead({ detail, others, closing, onPanel }: Props) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const [search] = useSearchText()
  const { message: _, ...kept } = search
  const name = detail.customer?.name ?? detail.writer
  const channels = [...new Set([detail.channel, ...detail.threads.map(({ channel }) => channel)])]
  return (
    <header className={css['threadHead']}>
      <ActionIcon
        component={Go}
        to={`/inbox${stringifySearch(kept)}`}
        size={44}
        className={css['back'] ?? ''}
        aria-label={ui('back')}
      >
        <span className="mirror">
          <IconChevronRight size={20} />
        </span>
      </ActionIcon>
      <Face name={name} channel={detail.channel} size={36} />
      <div className={css['who']}>
        <h2>
          {detail.customer ? (
            <Go to={`/customers/${detail.customer.id}`} className="figure-link">
              <Bdi>{name}</Bdi>
            </Go>
          ) : (
            <Bdi>{name}</Bdi>
          )}
        </h2>
        <p>
          {channels.map((channel) => t(`channel_${channel}`)).join(t('comma'))}
          {detail.writer !== name && (
            <>
              {' · '}
              <Bdi>{detail.writer}</Bdi>
            </>
          )}
          {detail.state !== 'open' &&
            ` · ${t(detail.state === 'closed' ? 'is_closed' : 'snoozed')}`}
        </p>
      </div>
      <Presence others={others} />
      <div className={css['headEnd']}>
        {detail.mayAssign && <AssignMenu detail={detail} />}
        {detail.mayAnswer && detail.state !== 'closed' && <SnoozeMenu detail={detail} />}
        {detail.mayAnswer && <CloseButton closing={closing} />}
        <MoreMenu detail={detail} name={name} closing={closing} />
        <AskClose closing={closing} />
        {onPanel && (
          <ActionIcon aria-label={t('panel')} title={t('panel')} onClick={onPanel}>
            <IconInfoCircle size={19} />
          </ActionIcon>
        )}
      </div>
      <div className={css['marks']}>
        {detail.customer && <CustomerMarks customerId={detail.customer.id} />}
        <TypeMenu detail={detail} />
        <PriorityMenu detail={detail} />
        {detail.labels.map((label) => (
          <LabelMark key={label.id} label={label} />
        ))}
      </div>
    </header>
  )
}

/** Colleagues who have it open now. */
function Presence({ others }: { others: readonly Viewer[] }) {
  const t = useWords('inbox')
  const here = others.filter(({ doing }) => doing !== 'away')
  const typing = here.find(({ doing }) => doing === 'typing')
  const [first] = here
  const said = () => {
    if (typing) return t('writes', { name: typing.user.name })
    if (here.length > 1) return t('view_many', { count: here.length })
    return first ? t('views', { name: first.user.name }) : ''
  }
  return (
    <span role="status" className={css['presenceBox']}>
      {first && (
        <span
          className={css['presence']}
          title={here.map(({ user }) => user.name).join(t('comma'))}
        >
          <i />
          {said()}
        </span>
      )}
    </span>
  )
}

function CloseButton({ closing }: { closing: CloseView }) {
  const t = useWords('inbox')
  const { closed, busy, turn } = closing
  return (
    <Button
      variant="default"
      className={css['hideNarrow'] ?? ''}
      leftSection={closed ? <IconRotate2 size={16} /> : <IconCheck size={16} />}
      loading={busy}
      aria-keyshortcuts="E"
      onClick={turn}
    >
      {closed ? t('reopen') : t('close')}
    </Button>
  )
}

type MoreProps = Readonly<{ detail: ConversationDetail; name: string; closing: CloseView }>

function MoreMenu({ detail, name, closing }: MoreProps) {
  const t = useWords('inbox')
  const go = useGo()
  const [search] = useSearchText()
  const { message: _, ...kept } = search
  const unread = useChange(
    () => client.inbox.setReading({ id: detail.id, unread: true }),
    () => go(`/inbox${stringifySearch(kept)}`),
  )
  const { closed, turn } = closing
  const labels = useConversationLabels()
  // Where no label was made yet there is nothing to press beside the type.
  const firstLabel = useMay()('inbox.manage') !== undefined && labels.length === 0
  const take = useChange(() => client.inbox.take({ id: detail.id }))
  return (
    <RowMenu
      name={name}
      items={[
        ...(detail.mayAnswer
          ? [
              {
                label: closed ? t('reopen') : t('close'),
                icon: closed ? IconRotate2 : IconX,
                run: turn,
              },
              { label: t('take'), icon: IconCheck, run: () => take.mutate(undefined) },
            ]
          : []),
        ...(firstLabel
          ? [
              {
                label: t('first_label'),
                icon: IconTag,
                run: () => go('/settings/inbox/labels'),
              },
            ]
          : []),
        { label: t('mark_unread'), icon: IconMailOpened, run: () => unread.mutate(undefined) },
      ]}
    />
  )
}
