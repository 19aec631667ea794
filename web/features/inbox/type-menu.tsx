import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { client } from '#web/client.ts'
import { Bdi, Percent } from '#web/ui/text/text.tsx'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import { useTypeName } from './channel.tsx'
import css from './inbox.module.css'
import { useTypes } from './lists.ts'
import { useChange } from './use-change.ts'
import { useReasons } from './why.tsx'

/** What the conversation is about, who says so and why; another choice is a lesson to the guesser. */
export function TypeMenu({ detail }: { detail: ConversationDetail }) {
  const t = useWords('inbox')
  const typeName = useTypeName()
  const types = useTypes()
  const { type } = detail
  const set = useChange(
    (typeId: string | null) => client.inbox.setType({ id: detail.id, typeId }),
    () => {
      if (type?.by === 'guess') toast.said(t('type_learned'))
    },
  )
  const name = type ? typeName(type) : t('no_type')
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <button
          type="button"
          className={css['mark']}
          data-guess={type?.by === 'guess' || undefined}
          title={t('type_is', { name })}
        >
          {name}
          {type?.by === 'guess' && <Percent value={type.certainty} />}
          <IconChevronDown size={13} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <WhyType detail={detail} />
        {detail.mayAnswer &&
          types.map((each) => (
            <Menu.Item
              key={each.id}
              rightSection={each.id === type?.id ? <IconCheck size={16} /> : undefined}
              onClick={() => set.mutate(each.id)}
            >
              <Bdi>{typeName(each)}</Bdi>
            </Menu.Item>
          ))}
        {detail.mayAnswer && type && (
          <Menu.Item onClick={() => set.mutate(null)}>{t('no_type')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function WhyType({ detail }: { detail: ConversationDetail }) {
  const t = useWords('inbox')
  const ui = useWords('ui')
  const reasons = useReasons()
  const { type, typeWords } = detail
  if (!type) return null
  const rule = detail.rules.find(({ field }) => field.startsWith('type'))
  const because = rule?.reasons.flatMap((why) => reasons(why) ?? []).join(ui('comma'))
  return (
    <div className={css['whyBox']}>
      {type.by === 'person' && <p>{t('type_by_person')}</p>}
      {type.by === 'rule' && (
        <p>
          {t('type_by_rule', { name: `\u2068${rule?.name ?? ''}\u2069` })}
          {because && ` (${because})`}
        </p>
      )}
      {type.by === 'guess' && (
        <p>
          {t('type_by_guess')} <Percent value={type.certainty} />
        </p>
      )}
      {type.by === 'guess' && typeWords.length > 0 && (
        <p>
          {t('type_words')}{' '}
          {typeWords.map(({ word, learned }) => (
            <b key={word} title={learned ? t('word_learned') : undefined}>
              «<bdi>{word}</bdi>»{' '}
            </b>
          ))}
        </p>
      )}
    </div>
  )
}
