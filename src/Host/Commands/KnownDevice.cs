using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Host.Commands;

/// <summary>What a device's stream says of it, for registering it anew.</summary>
/// <param name="Version">The stream's present end.</param>
/// <param name="Domain">Its domain, which never changes.</param>
/// <param name="Station">Where it is mounted.</param>
/// <param name="Credentials">How many credentials it was given so far.</param>
/// <param name="Revoked">True when its credentials were withdrawn.</param>
internal sealed record KnownDevice(ExpectedVersion Version, string Domain, string? Station, int Credentials, bool Revoked)
{
    /// <summary>Folds the stream.</summary>
    public static KnownDevice From(IReadOnlyList<RecordedEvent> stream) => stream.Aggregate(
        new KnownDevice(ExpectedVersion.Exactly(stream[^1].Version), "", null, 0, Revoked: false),
        (device, item) => item.Data switch
        {
            DeviceRegistered fact => device with { Domain = fact.Domain },
            CredentialIssued => device with { Credentials = device.Credentials + 1, Revoked = false },
            CredentialRevoked => device with { Revoked = true },
            DeviceMounted fact => device with { Station = fact.Station },
            _ => device,
        });

    /// <summary>The facts of a registration: all of them for a new device, a credential (and a mounting elsewhere) for one that was revoked.</summary>
    public static IEnumerable<IDomainEvent> FactsFor(DeviceRegistration device, SecretHash secret, DateTimeOffset now, KnownDevice? known)
    {
        if (known is null)
        {
            yield return new DeviceRegistered { Device = device.Device, Domain = device.Domain };
        }

        var credential = ((known?.Credentials ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
        yield return new CredentialIssued { Device = device.Device, Credential = credential, Secret = secret };
        if (known?.Station != device.Station)
        {
            yield return new DeviceMounted { Device = device.Device, Station = device.Station, From = now };
        }
    }

    /// <summary>Why it can't be registered anew as asked; null when it can.</summary>
    public string? WhyNot(DeviceRegistration device) =>
        !Revoked ? "is registered already. Revoke it first to give it a new secret, or choose another id"
        : device.Domain != Domain ? $"was registered for the domain {Domain}, which can't change; choose another id"
        : null;
}
