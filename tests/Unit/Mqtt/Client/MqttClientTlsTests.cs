using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Unit.Mqtt.Server;
using Xunit;
using static MiyagiSensing.Mqtt.Codec.MqttVersion;

namespace MiyagiSensing.Unit.Mqtt.Client;

public sealed class MqttClientTlsTests
{
    [Fact]
    public async Task Messages_and_acknowledgements_pass_through_tls()
    {
        using var certificate = CreateCertificate();
        await using var kestrel = new KestrelFixture(certificate);
        await kestrel.InitializeAsync();
        await using var client = await kestrel.ConnectAsync(Mqtt5);

        var publishing = Enumerable.Range(0, 200)
            .Select(number => client.PublishAsync("a", Encoding.UTF8.GetBytes($"{number}"), MqttQualityOfService.AtLeastOnce, TestContext.Current.CancellationToken))
            .ToList();
        for (var number = 0; number < publishing.Count; number++)
        {
            (await kestrel.Application.NextPublishAsync()).Receipt.Complete(MqttReasonCode.Success);
        }

        Assert.All(await Patience.For(Task.WhenAll(publishing)), reason => Assert.Equal(MqttReasonCode.Success, reason));
        await client.DisconnectAsync(TestContext.Current.CancellationToken);
        Assert.Equal(MqttReasonCode.Success, await client.Closed);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
