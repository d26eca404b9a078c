using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Devices;

/// <summary>Where each device stands and whether it may come in. A value is <c>station|state</c>; <c>?</c> stands for what the events so far do not say.</summary>
internal sealed class DeviceStateAudit : RowAudit
{
    private const string Unknown = "?";

    [SetsRequiredMembers]
    public DeviceStateAudit()
    {
        Name = "devices with station and right";
        Table = "devices";
        Key = [("id", "varchar")];
        Value = "min(coalesce(station, '-') || '|' || case when revoked then 'revoked' else 'valid' end)";
        EventTypes = new HashSet<string> { "device_registered", "device_mounted", "credential_issued", "credential_revoked" };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        switch (data)
        {
            case DeviceRegistered fact:
                Note("-|valid", fact.Device);
                break;
            case DeviceMounted fact:
                Note($"{fact.Station}|{Unknown}", fact.Device);
                break;
            case CredentialIssued fact:
                Note($"{Unknown}|valid", fact.Device);
                break;
            case CredentialRevoked fact:
                Note($"{Unknown}|revoked", fact.Device);
                break;
        }
    }

    public override string Combine(string earlier, string later) =>
        string.Join('|', earlier.Split('|').Zip(later.Split('|'), (before, after) => after == Unknown ? before : after));

    public override long NumberOf(string value) => 1;

    public override string Describe(string value) => value.Replace("|", ", ", StringComparison.Ordinal);
}
