export { PINNED_PACKAGE, PINNED_VERSION } from './binding.js';
export { DeviceUnavailableError, openDevice, type Device, type DeviceRequest } from './device.js';
