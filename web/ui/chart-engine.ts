import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([BarChart, LineChart, GridComponent, TooltipComponent, MarkLineComponent, CanvasRenderer])

/** Draws a chart into a box and keeps it in shape; the returned function takes it away. */
export function drawChart(
  element: HTMLElement,
  option: (ink: (role: string) => string) => EChartsCoreOption,
  onPick?: (index: number) => void,
): () => void {
  const style = getComputedStyle(document.documentElement)
  const chart = init(element, undefined, { renderer: 'canvas' })
  const draw = () => {
    if (chart.isDisposed()) return
    chart.setOption({
      textStyle: { fontFamily: '"IBM Plex Sans Arabic"' },
      animationDuration: 220,
      ...option((role) => style.getPropertyValue(`--${role}`).trim()),
    })
  }
  draw()
  // Text measured before the font has arrived would keep the fallback's widths.
  void document.fonts.ready.then(draw)
  if (onPick) chart.on('click', ({ dataIndex }) => onPick(dataIndex))
  const watch = new ResizeObserver(() => chart.resize())
  watch.observe(element)
  return () => {
    watch.disconnect()
    chart.dispose()
  }
}
