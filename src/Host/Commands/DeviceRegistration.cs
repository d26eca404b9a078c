namespace MiyagiSensing.Host.Commands;

/// <summary>A device to register.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Domain">Domain id.</param>
/// <param name="Station">Station id.</param>
/// <param name="Secret">A secret that the device already has; null to have one made.</param>
internal sealed record DeviceRegistration(string Device, string Domain, string Station, string? Secret);
