namespace MiyagiSensing.Gateway.Status;

/// <summary>What a device says of itself on its <c>status</c> topic.</summary>
/// <param name="Online">Whether it is there.</param>
/// <param name="MeasuredAt">Its clock, UTC; null when it gave none.</param>
/// <param name="Battery">Battery voltage, V; null when not stated.</param>
/// <param name="Firmware">Firmware version, at most <see cref="StatusDecoder.MaxFirmwareLength"/> characters; null when not stated.</param>
internal sealed record StatusReport(bool Online, DateTimeOffset? MeasuredAt, double? Battery, string? Firmware);
