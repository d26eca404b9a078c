namespace MiyagiSensing.Integration.Fixtures;

/// <summary>What a registered device knows of itself: its MQTT user name and client id are its id, its password is the secret.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Domain">The domain that it publishes under.</param>
/// <param name="Station">The station it is mounted at.</param>
/// <param name="Secret">In clear; known to the device and to this test only.</param>
public sealed record DeviceLogin(string Device, string Domain, string Station, string Secret)
{
    /// <summary>The topic of one kind of message of this device.</summary>
    public string Topic(string kind) => $"miyagi/v1/{Domain}/{Device}/{kind}";
}
