namespace MiyagiSensing.Host.Commands;

/// <summary>A device that was registered.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Secret">The secret made for it; null when it brought its own.</param>
internal sealed record RegisteredDevice(string Device, string? Secret);
