import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { houseLanguage } from '#core/messaging/channel-template.ts'
import { choiceWords } from '#core/messaging/template-proposals.ts'
import { api } from '#web/client.ts'
import { newId } from '#web/new-id.ts'
import { useFormAround } from '#web/ui/form/form-page.tsx'
import { useWords } from '#web/words.ts'
import { dirOf } from './state.ts'
import css from './templates.module.css'
import { type ButtonValues, typedOf } from './values.ts'

/** What stands under the words to be pressed. */
export function ButtonsPart() {
  const t = useWords('messaging')
  const form = useFormAround()
  const { data } = useQuery(api.messaging.channelTemplates.queryOptions({ input: {} }))
  const { buttons, language } = typedOf(form.get)
  const add = (more: Partial<ButtonValues> & Pick<ButtonValues, 'kind'>) =>
    form.set('buttons', [...buttons, { key: newId(), text: '', url: '', phone: '', ...more }])
  const pay = () =>
    add({
      kind: 'url',
      text: choiceWords[houseLanguage(language) ?? 'ar'].pay,
      url: `${data?.payPlace ?? ''}/{{1}}`,
    })
  const more = (label: string, run: () => void) => (
    <Button size="compact-sm" variant="default" leftSection={<IconPlus size={13} />} onClick={run}>
      {label}
    </Button>
  )
  return (
    <fieldset className={css['group']}>
      <legend>{t('template_buttons')}</legend>
      {buttons.map((button, at) => (
        <OneButton key={button.key} button={button} at={at} />
      ))}
      {buttons.length < 10 && (
        <div className={css['inserts']}>
          {more(t('button_pay'), pay)}
          {more(t('button_reply'), () => add({ kind: 'quick_reply' }))}
          {more(t('button_link'), () => add({ kind: 'url', url: 'https://' }))}
          {more(t('button_phone'), () => add({ kind: 'phone' }))}
        </div>
      )}
    </fieldset>
  )
}

const labels = { quick_reply: 'button_reply', url: 'button_link', phone: 'button_phone' } as const

function OneButton({ button, at }: { button: ButtonValues; at: number }) {
  const t = useWords('messaging')
  const form = useFormAround()
  const { buttons, language } = typedOf(form.get)
  const { key, kind, text, url, phone } = button
  const change = (more: Partial<ButtonValues>) =>
    form.set('buttons', buttons.with(at, { ...button, ...more }))
  const remove = () =>
    form.set(
      'buttons',
      buttons.filter((each) => each.key !== key),
    )
  return (
    <div className={css['line']}>
      <TextInput
        label={`${t(labels[kind])}: ${t('button_text')}`}
        value={text}
        maxLength={25}
        dir={dirOf(language)}
        onChange={({ currentTarget: { value } }) => change({ text: value })}
      />
      {kind === 'url' && (
        <TextInput
          label={t('button_url')}
          description={t('button_url_hint')}
          inputWrapperOrder={['label', 'input', 'description']}
          className="ltr-input"
          value={url}
          onChange={({ currentTarget: { value } }) => change({ url: value })}
        />
      )}
      {kind === 'phone' && (
        <TextInput
          label={t('button_number')}
          className="ltr-input"
          type="tel"
          value={phone}
          onChange={({ currentTarget: { value } }) => change({ phone: value })}
        />
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        aria-label={t('button_remove', { text })}
        onClick={remove}
      >
        <IconX size={16} />
      </ActionIcon>
    </div>
  )
}
