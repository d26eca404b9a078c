namespace MiyagiSensing.Domain.Ports;

/// <summary>Who may connect. Deny by default: a device that is not found here does not get in.</summary>
public interface IDeviceDirectory
{
    /// <summary>The device's identity, or null when it was never registered. Reads the present state; a revocation counts at once.</summary>
    /// <exception cref="IOException">The directory can't be read now; the caller refuses with "server unavailable", not with "bad password".</exception>
    Task<DeviceIdentity?> FindAsync(string device, CancellationToken cancellationToken);
}
