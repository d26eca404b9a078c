using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Unit.Gateway.Fakes;

/// <summary>Registered devices in memory.</summary>
internal sealed class FakeDirectory : IDeviceDirectory
{
    private readonly Dictionary<string, DeviceIdentity> _devices = [];

    public bool IsAway { get; set; }

    public List<string> Asked { get; } = [];

    public void Add(string device, string domain, bool revoked, params SecretHash[] secrets) => _devices[device] = new DeviceIdentity(device, domain, secrets, revoked);

    public void Add(DeviceIdentity device) => _devices[device.Device] = device;

    public Task<DeviceIdentity?> FindAsync(string device, CancellationToken cancellationToken)
    {
        Asked.Add(device);
        return IsAway ? Task.FromException<DeviceIdentity?>(new IOException("away")) : Task.FromResult(_devices.GetValueOrDefault(device));
    }
}
