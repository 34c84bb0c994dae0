import { UnsupportedError } from '@metasparse/contracts';
import { DeviceUnavailableError, openDevice, type Device } from '@metasparse/tf-native';
import { requestedDevice } from './config.js';

/** Opens the device of METASPARSE_DEVICE; one that is not there is an UnsupportedError. */
export function openComputeDevice(): Device {
  const value = requestedDevice();
  try {
    return openDevice(value);
  } catch (cause) {
    if (!(cause instanceof DeviceUnavailableError)) throw cause;
    throw new UnsupportedError(cause.message, {
      field: 'METASPARSE_DEVICE',
      value,
      bound: 'cpu or auto here',
      cause,
    });
  }
}
