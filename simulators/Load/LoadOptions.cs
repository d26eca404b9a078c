namespace MiyagiSensing.Simulators.Load;

/// <summary>What load to make.</summary>
public sealed record LoadOptions
{
    /// <summary>Address of the server.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>MQTT port.</summary>
    public required int Port { get; init; }

    /// <summary>PUBLISHes that each connection has on its way at once, 1 to 1,000.</summary>
    public int Window { get; init; } = 20;

    /// <summary>Messages a second of all connections together; null sends as fast as acknowledgements come.</summary>
    public double? Rate { get; init; }

    /// <summary>Connects again after a loss and sends what was not acknowledged again, with the same identities.</summary>
    public bool Reconnect { get; init; }
}
