export type { BenchReport, ConfigurationReport } from './result/report.js';
export type { Measurement } from './run/measurement.js';
