import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import {
  IconChevronDown,
  IconMicrophone,
  IconPaperclip,
  IconSend2,
  IconX,
} from '@tabler/icons-react'
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useRef,
  useState,
} from 'react'
import { variablesOf } from '#core/inbox/canned.ts'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { commandKey } from '#web/keys.ts'
import { useWords } from '#web/words.ts'
import { AttachedFiles } from './attached-files.tsx'
import { CannedMenu, slashOf } from './canned-menu.tsx'
import css from './composer.module.css'
import { EmojiMenu } from './emoji-menu.tsx'
import { TemplateButton } from './template-button.tsx'
import { useAnswer } from './use-answer.ts'
import type { DraftView } from './use-draft.ts'
import { lengthOf, useField } from './use-field.ts'
import { useFiles } from './use-files.ts'
import type { SendView } from './use-send.ts'
import type { Way } from './use-way.ts'

const VoiceRecorder = lazy(() =>
  import('./voice-recorder.tsx').then(({ VoiceRecorder: Recorder }) => ({ default: Recorder })),
)

type Props = Readonly<{
  detail: ConversationDetail
  draft: DraftView
  way: Way
  sending: SendView
  onTyping: () => void
}>

/** The answer in one's own words, with files, ready replies and a voice. */
export function ReplyBox({ detail, draft, way, sending, onTyping }: Props) {
  const t = useWords('inbox')
  const text = draft.draft.reply
  const setText = (reply: string) => draft.change({ reply })
  const { field, insert, before, onSelect } = useField(text, setText)
  const files = useFiles(way.channel)
  const [over, setOver] = useState(false)
  const [recording, setRecording] = useState(false)
  const answer = useAnswer({ detail, draft, way, sending, files })
  const slash = slashOf(before)
  const missing = variablesOf(text)
  const ready =
    (text.trim() !== '' || files.rows.length > 0) &&
    missing.length === 0 &&
    !files.busy &&
    !answer.busy
  const send = (afterwards: 'stay' | 'close' = 'stay') => {
    if (ready) answer.send(afterwards)
  }
  const drop = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(event.type === 'dragover')
    if (event.type === 'drop') files.add([...event.dataTransfer.files])
  }
  if (recording || answer.voice.back)
    return <VoiceBox voice={answer.voice} recording={recording} onEnd={() => setRecording(false)} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files are dropped anywhere on the box; the button beside does the same.
    <div
      className={css['box']}
      data-over={over || undefined}
      onDragOver={drop}
      onDragLeave={drop}
      onDrop={drop}
    >
      <Answered draft={draft} />
      {way.channel === 'email' && <Subject draft={draft} />}
      <AttachedFiles files={files} />
      <textarea
        ref={field}
        dir="auto"
        rows={2}
        value={text}
        maxLength={way.door?.abilities?.most ?? 20_000}
        aria-label={t('write_to', { name: detail.customer?.name ?? detail.writer })}
        placeholder={t('write_hint')}
        aria-keyshortcuts="R"
        onChange={({ currentTarget: { value } }) => {
          setText(value)
          onSelect()
          onTyping()
        }}
        onSelect={onSelect}
        onKeyDown={(event) => pressed(event, () => send())}
        onPaste={(event) => pasted(event, files.add)}
      />
      {slash !== undefined && (
        <CannedMenu
          field={field}
          conversationId={detail.id}
          channel={way.channel}
          typed={slash}
          onPick={(filled) => insert(filled, (now) => lengthOf(slashOf(now)))}
        />
      )}
      {missing.length > 0 && (
        <p className={css['missing']} role="status">
          {t('fill_first')} {missing.map((name) => `{${name}}`).join(t('comma'))}
        </p>
      )}
      <div className={css['tools']}>
        <AttachButton onFiles={files.add} />
        <TemplateButton detail={detail} way={way} sending={sending} onCanned={() => insert('/')} />
        <EmojiMenu onPick={(emoji) => insert(emoji)} />
        {carriesVoice(way) && (
          <ActionIcon
            aria-label={t('record')}
            title={t('record')}
            onClick={() => setRecording(true)}
          >
            <IconMicrophone size={19} />
          </ActionIcon>
        )}
        <SendButtons ready={ready} onSend={send} />
      </div>
    </div>
  )
}

type VoiceProps = Readonly<{
  voice: ReturnType<typeof useAnswer>['voice']
  recording: boolean
  onEnd: () => void
}>

/** Records a voice note, or holds the one that was not taken. */
function VoiceBox({ voice, recording, onEnd }: VoiceProps) {
  const again = recording ? null : voice.back
  return (
    <Suspense fallback={null}>
      <VoiceRecorder
        key={again ? 'again' : 'new'}
        first={again}
        onClose={() => {
          onEnd()
          if (again) voice.drop()
        }}
        onReady={(recorded) => {
          onEnd()
          voice.send(recorded)
        }}
      />
    </Suspense>
  )
}

const carriesVoice = ({ door, channel }: Way) =>
  channel !== 'email' &&
  (door?.abilities?.kinds.some((kind) => kind === 'audio' || kind === 'voice') ?? false)

/** ⌘↵ or Ctrl+Enter sends; Enter alone begins a line. */
export function pressed(event: KeyboardEvent, send: () => void) {
  if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
  event.preventDefault()
  send()
}

function pasted(event: ClipboardEvent, add: (files: File[]) => void) {
  const files = [...event.clipboardData.files]
  if (files.length === 0) return
  event.preventDefault()
  add(files)
}

function SendButtons({
  ready,
  onSend,
}: {
  ready: boolean
  onSend: (afterwards: 'stay' | 'close') => void
}) {
  const t = useWords('inbox')
  return (
    <span className={css['sendGroup']}>
      <Button
        disabled={!ready}
        title={t('send_key', { key: commandKey })}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        rightSection={
          <span className="mirror">
            <IconSend2 size={17} className={css['sendIcon']} />
          </span>
        }
        onClick={() => onSend('stay')}
      >
        {t('send')}
      </Button>
      <Menu position="top-end">
        <Menu.Target>
          <Button px={6} disabled={!ready} aria-label={t('send_more')}>
            <IconChevronDown size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onSend('close')}>{t('send_close')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}

function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useWords('inbox')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <ActionIcon
        aria-label={t('attach')}
        title={t('attach')}
        onClick={() => input.current?.click()}
      >
        <IconPaperclip size={19} />
      </ActionIcon>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
    </>
  )
}

function Subject({ draft }: { draft: DraftView }) {
  const t = useWords('inbox')
  return (
    <TextInput
      variant="unstyled"
      className={css['subject'] ?? ''}
      dir="auto"
      aria-label={t('subject')}
      placeholder={t('subject_hint')}
      maxLength={300}
      value={draft.draft.subject}
      onChange={({ currentTarget: { value } }) => draft.change({ subject: value })}
    />
  )
}

function Answered({ draft }: { draft: DraftView }) {
  const t = useWords('inbox')
  const { answers } = draft.draft
  if (!answers) return null
  return (
    <div className={css['answered']}>
      <span>
        <small>{t('answering')}</small>
        <bdi dir="auto">{answers.text || t('a_message')}</bdi>
      </span>
      <ActionIcon
        size={28}
        aria-label={t('answering_stop')}
        onClick={() => draft.change({ answers: null })}
      >
        <IconX size={15} />
      </ActionIcon>
    </div>
  )
}
