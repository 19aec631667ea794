import { IconTemplate } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/client.ts'
import { useParam, useSearchText } from '#web/place.ts'
import { Blank, Bones, Failed } from '#web/ui/blank.tsx'
import { useWords } from '#web/words.ts'
import { TemplateForm } from './form.tsx'
import { StandingTemplate } from './standing.tsx'

/** One template: written anew, edited while it is still ours, or looked at once its vendor has it. */
export function ChannelTemplatePage() {
  const t = useWords('messaging')
  const id = useParam('id')
  const [{ account, from }] = useSearchText()
  const { data, error, refetch } = useQuery(
    api.messaging.channelTemplates.queryOptions({ input: {} }),
  )
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Bones />
  const gone = (
    <Blank icon={<IconTemplate size={30} />} tone="plain" title={t('template_gone')}>
      {t('channel_templates_hint')}
    </Blank>
  )
  const row = data.rows.find((each) => each.id === (id === 'new' ? from : id))
  if (id === 'new') {
    const on = data.accounts.find((each) => each.id === account) ?? data.accounts[0]
    if (!on)
      return (
        <Blank icon={<IconTemplate size={30} />} tone="plain" title={t('channel_templates')}>
          {t('no_reviewing_account')}
        </Blank>
      )
    return <TemplateForm accountId={on.id} first={row} copy={row !== undefined} />
  }
  if (!row) return gone
  return row.state === 'draft' || row.state === 'rejected' ? (
    <TemplateForm key={row.id} accountId={row.accountId} first={row} />
  ) : (
    <StandingTemplate key={row.id} row={row} />
  )
}
