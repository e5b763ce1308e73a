// Imported when the first chart is drawn, not before: it is a megabyte.
export * from '../../webjars/echarts/@echarts.version@/echarts.esm.min.js';
