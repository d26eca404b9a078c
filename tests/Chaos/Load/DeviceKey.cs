namespace MiyagiSensing.Chaos.Load;

/// <summary>What a device knows of itself.</summary>
internal sealed record DeviceKey(string Device, string Domain, string Station)
{
    /// <summary>Brought along, or made at the registration and then taken from there.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Where it publishes.</summary>
    public string Topic => $"miyagi/v1/{Domain}/{Device}/telemetry";
}
