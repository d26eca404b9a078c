using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Ports;

/// <summary>What the Gateway needs to know of a registered device.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Domain">The only domain it may publish under.</param>
/// <param name="Secrets">The hashes of its valid secrets; empty when all are revoked.</param>
/// <param name="Revoked">True when its credentials were withdrawn.</param>
/// <param name="District">Fisheries district of the station it is mounted at; null where there is none.</param>
public sealed record DeviceIdentity(string Device, string Domain, IReadOnlyList<SecretHash> Secrets, bool Revoked, string? District = null);
